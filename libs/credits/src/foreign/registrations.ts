import { TaskKinds } from '@carbon/approvals';
import { TransferRules } from '@carbon/custody';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { FOREIGN_REGISTRY_NAMES } from './domain/registries';
import { FOREIGN_DESK } from './http/desk-of';
import { externalCreditInKind } from './tasks/external-credit-in-kind';
import { externalCreditOutKind } from './tasks/external-credit-out-kind';
import { foreignTransferRules } from './tasks/transfer-rules';
import type { ForeignDesk } from './use-cases/desk';

/** What foreign units bring to the rooms below: their way in and out, and rules of their transfers. */
@Injectable()
export class ForeignRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly transfers: TransferRules,
    @Inject(FOREIGN_DESK) private readonly desk: ForeignDesk,
  ) {}

  onModuleInit(): void {
    this.kinds.register(externalCreditInKind(this.desk));
    this.kinds.register(externalCreditOutKind(this.desk));
    for (const scheme of FOREIGN_REGISTRY_NAMES)
      this.transfers.register(scheme, foreignTransferRules(scheme));
  }
}
