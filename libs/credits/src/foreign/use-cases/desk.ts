import type { Clock } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';
import type { OtherRegistries } from '../registries/other-registry';

/** What the use cases of foreign units work with. */
export interface ForeignDesk {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly registries: OtherRegistries;
}
