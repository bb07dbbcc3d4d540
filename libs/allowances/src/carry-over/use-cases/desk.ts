import type { Clock } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';
import type { Rulebook } from '@carbon/rulebook';

/** What carry-over works with. */
export interface CarryOverDesk {
  readonly ledger: Ledger;
  readonly rulebook: Rulebook;
  readonly clock: Clock;
}
