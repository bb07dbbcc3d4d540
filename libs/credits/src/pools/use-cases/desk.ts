import type { Clock } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';
import type { PersonVault } from '@carbon/privacy';

/** What the use cases of pools work with. */
export interface PoolDesk {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly vault: PersonVault;
}
