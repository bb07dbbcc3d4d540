import type { Reader } from '@carbon/database';
import type { Ledger } from '@carbon/ledger';
import type { PackSource } from '@carbon/rules/domain';

/** What the market of local power works with. */
export interface GreenPowerParts {
  readonly ledger: Ledger;
  /** The rules as approved by now. */
  readonly packs: (reader: Reader) => Promise<PackSource>;
}

export const GREEN_POWER_PARTS = Symbol('green power parts');
