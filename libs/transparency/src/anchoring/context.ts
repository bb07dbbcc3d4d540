import type { Database } from '@carbon/database';
import type { CarbonContract } from '../chain/carbon-contract';
import type { ChainBinding } from '../persistence/chain-binding';

export interface AnchoringSettings {
  /** Blocks, counting its own, after which a transaction counts as final. */
  readonly confirmations: number;
  /** How long one try waits for its transaction to be in a block. */
  readonly receiptTimeoutMs: number;
  readonly issuancesPerTransaction: number;
  /** Instruments whose supply one anchor may move, unless a single checkpoint moves more. */
  readonly instrumentsPerAnchor: number;
}

export const ANCHORING_DEFAULTS: AnchoringSettings = {
  confirmations: 1,
  receiptTimeoutMs: 20_000,
  issuancesPerTransaction: 100,
  instrumentsPerAnchor: 400,
};

/** What every step of anchoring works with. */
export interface AnchoringContext {
  readonly database: Database;
  readonly contract: CarbonContract;
  readonly binding: ChainBinding;
  readonly settings: AnchoringSettings;
}
