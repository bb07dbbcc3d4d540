import { TaskKinds } from '@carbon/approvals';
import { Ledger } from '@carbon/ledger';
import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { ClosureChecks } from './closure-checks';
import { RestrictionsController } from './http/restrictions.controller';
import { accountClosureKind } from './kinds/account-closure';
import { accountStateKind } from './kinds/account-state';
import { accountUnblockKind } from './kinds/account-unblock';
import { judicialFreezeKind } from './kinds/judicial-freeze';
import { judicialReleaseKind } from './kinds/judicial-release';

/**
 * What a registry does with accounts: states, closing, judicial freezes. Needs EdgeModule, LedgerModule and
 * ApprovalsModule. Rooms that know of something that must be finished before an account closes inject ClosureChecks.
 */
@Global()
@Module({
  controllers: [RestrictionsController],
  providers: [ClosureChecks],
  exports: [ClosureChecks],
})
export class AccountsDeskModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly ledger: Ledger,
    private readonly checks: ClosureChecks,
  ) {}

  onModuleInit(): void {
    this.kinds.register(accountStateKind);
    this.kinds.register(accountUnblockKind);
    this.kinds.register(accountClosureKind(this.checks));
    this.kinds.register(judicialFreezeKind(this.ledger));
    this.kinds.register(judicialReleaseKind(this.ledger));
  }
}
