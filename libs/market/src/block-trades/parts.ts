import type { Ledger } from '@carbon/ledger';
import type { Rulebook } from '@carbon/rulebook';

/** What negotiated trades work with. */
export interface BlockParts {
  readonly ledger: Ledger;
  readonly rulebook: Rulebook;
}

export const BLOCK_PARTS = Symbol('block parts');
