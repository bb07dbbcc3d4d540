import type { ChinaDate } from '@carbon/kernel';

export const SETTLED_METHODS = ['listed', 'continuous', 'block', 'auction', 'swap'] as const;
/** TRD-001: how a trade came about; a swap exchanges units for units, with or without money. */
export type SettledMethod = (typeof SETTLED_METHODS)[number];

/** One side of a trade. */
export interface TradeSide {
  readonly holderId: string;
  /** Number of its trading account. */
  readonly tradingAccount: string;
  /** Number of its account on the exchange side (kind `exchange`). */
  readonly unitsAccount: string;
  /** Number of its funds account. */
  readonly fundsAccount: string;
  /** Its order, where it had one. */
  readonly order?: bigint | undefined;
  /** What it pays beside the price, in fen. */
  readonly feeFen: bigint;
}

/** Units for money between two subjects. */
export interface Trade {
  readonly id: bigint;
  readonly market: string;
  readonly instrument: string;
  readonly method: SettledMethod;
  /** Per unit, whole fen. */
  readonly priceFen: bigint;
  readonly quantity: bigint;
  /** Price × quantity (every tick is whole fen). */
  readonly amountFen: bigint;
  readonly seller: TradeSide;
  readonly buyer: TradeSide;
  /** The side that came second; undefined where nobody did. */
  readonly taker?: 'buy' | 'sell' | undefined;
  /** Number of the command it came of, in its market. */
  readonly sequence?: bigint | undefined;
  /** The negotiation or auction it came of. */
  readonly reference?: string | undefined;
  /** The China day it counts for. */
  readonly day: ChinaDate;
  readonly tradedAt: Date;
  /** `id@version` of the rules it was made under. */
  readonly rulePack: string;
}

/** A trade the ledger has settled. */
export interface SettledTrade extends Trade {
  readonly transactionId: bigint;
}
