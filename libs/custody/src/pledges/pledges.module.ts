import { TaskKinds } from '@carbon/approvals';
import { Ledger } from '@carbon/ledger';
import { Module, type OnModuleInit } from '@nestjs/common';
import { HolderSuccession } from '../holders/holder-succession';
import { PledgesController } from './http/pledges.controller';
import { pledgeKind } from './kinds/pledge';
import { pledgeReleaseKind } from './kinds/pledge-release';
import { succeedPledgee } from './succeed-pledgee';

/** Units pledged for loans. Needs EdgeModule, LedgerModule, ApprovalsModule and HolderActsModule. */
@Module({ controllers: [PledgesController] })
export class PledgesModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly ledger: Ledger,
    private readonly succession: HolderSuccession,
  ) {}

  onModuleInit(): void {
    this.kinds.register(pledgeKind(this.ledger));
    this.kinds.register(pledgeReleaseKind(this.ledger));
    this.succession.register('pledges', succeedPledgee);
  }
}
