import type { Database } from '@carbon/database';
import type { Clock } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';
import type { Rulebook } from '@carbon/rulebook';

/** What running markets takes. */
export interface ExchangeParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly rulebook: Rulebook;
}
