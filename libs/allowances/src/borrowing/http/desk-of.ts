import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { Rulebook } from '@carbon/rulebook';
import type { FactoryProvider } from '@nestjs/common';
import type { BorrowingDesk } from '../use-cases/desk';

/** Injection token of what borrowing works with. */
export const BORROWING_DESK = Symbol('allowances.borrowing-desk');

export const borrowingDeskProvider: FactoryProvider<BorrowingDesk> = {
  provide: BORROWING_DESK,
  inject: [Ledger, Rulebook, CLOCK],
  useFactory: (ledger: Ledger, rulebook: Rulebook, clock: Clock): BorrowingDesk => ({
    ledger,
    rulebook,
    clock,
  }),
};
