import type { Reader } from '@carbon/database';
import type { Ledger } from '@carbon/ledger';
import type { PackSource } from '@carbon/rules/domain';

/** What every part of this room works with. */
export interface InclusionParts {
  readonly ledger: Ledger;
  /** The released packs and those approved here. */
  readonly packs: (reader: Pick<Reader, 'query'>) => Promise<PackSource>;
}

export const INCLUSION_PARTS = Symbol('inclusion parts');
