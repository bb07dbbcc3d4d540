import type { Clock } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';
import type { Rulebook } from '@carbon/rulebook';

/** What borrowing works with. */
export interface BorrowingDesk {
  readonly ledger: Ledger;
  readonly rulebook: Rulebook;
  readonly clock: Clock;
}
