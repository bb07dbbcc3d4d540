import { TaskKinds } from '@carbon/approvals';
import { Rulebook } from '@carbon/rulebook';
import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountConsentsController } from './http/account-consents.controller';
import { ConsentedAccountsController } from './http/consented-accounts.controller';
import { accountConsentKind } from './tasks/account-consent-kind';

/** What holders let banks look at. Needs EdgeModule, LedgerModule, ApprovalsModule, RulebookModule. */
@Module({ controllers: [AccountConsentsController, ConsentedAccountsController] })
export class ConsentsModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly rulebook: Rulebook,
  ) {}

  onModuleInit(): void {
    this.kinds.register(accountConsentKind(this.rulebook));
  }
}
