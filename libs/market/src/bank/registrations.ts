import { TaskKinds } from '@carbon/approvals';
import { HolderSuccession } from '@carbon/custody';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { endBankAccounts } from './persistence/holder-bank-accounts';
import { bankAccountRegistrationKind, bankAccountRemovalKind } from './tasks/bank-account-kinds';
import { settlementAccountKind } from './tasks/settlement-account-kind';
import { assignmentKind, returnKind } from './tasks/unmatched-kinds';

/** What the bank's part brings: acts that need four eyes, and what becomes of bank accounts when a holder is merged. */
@Injectable()
export class BankRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly succession: HolderSuccession,
    private readonly ledger: Ledger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(settlementAccountKind());
    this.kinds.register(bankAccountRegistrationKind());
    this.kinds.register(bankAccountRemovalKind());
    this.kinds.register(assignmentKind(this.ledger));
    this.kinds.register(returnKind());
    // a bank account is of who opened it: the successor registers its own
    this.succession.register('bank-accounts', async (tx, { from, to }) => {
      const now = this.clock.now();
      await endBankAccounts(tx, { holderId: from.id }, { because: `merged into ${to.code}`, now });
    });
  }
}
