import type { Ledger } from '@carbon/ledger';
import type { Market } from '@carbon/rules';
import type { TransferProfile } from './domain/timing';
import type { TransferRules } from './transfer-rules';

/** What trusted accounts and transfers work with. */
export interface TransferParts {
  readonly ledger: Ledger;
  readonly rules: TransferRules;
  /** Whose working days and opening hours count. */
  readonly market: Market;
  /** The clock of accounts for which nothing else was approved. */
  readonly defaultProfile: TransferProfile;
}
