import type { TransferRules } from '@carbon/custody';
import type { ChinaDate } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';
import type { MarketPack } from './sales/domain/rules/market-rules';

/** What sales work with. */
export interface MarketParts {
  readonly ledger: Ledger;
  /** What schemes say of their units changing hands: it holds for sales as for transfers by order. */
  readonly rules: TransferRules;
  /** The figures in force on a China day. */
  readonly packAt: (day: ChinaDate) => MarketPack;
  /** The funds account that fees go to; none are charged without one. */
  readonly feeAccount?: string;
}

export const MARKET_PARTS = Symbol('market parts');
