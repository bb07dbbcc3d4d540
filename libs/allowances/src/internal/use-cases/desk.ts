import type { Clock } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';
import type { Rulebook } from '@carbon/rulebook';

/** What the use cases of internal markets work with. */
export interface InternalDesk {
  readonly ledger: Ledger;
  readonly rulebook: Rulebook;
  readonly clock: Clock;
}

/** Scheme of all units of internal markets: never those of an authority's market. */
export const INTERNAL_SCHEME = 'INTERNAL';
