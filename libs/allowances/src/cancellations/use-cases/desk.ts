import type { Ledger } from '@carbon/ledger';

/** What cancellations work with. */
export interface CancellationDesk {
  readonly ledger: Ledger;
}
