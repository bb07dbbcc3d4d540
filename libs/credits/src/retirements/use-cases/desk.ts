import type { Ledger } from '@carbon/ledger';
import type { Clock } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';

/** What retirements work with: persons they are for are known to the vault only. */
export interface RetirementDesk {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly vault: PersonVault;
}
