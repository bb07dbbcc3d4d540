import type { ChinaDate } from '@carbon/kernel';

/** What everybody may hear of a batch that is durable: numbers grow by one a command in a market, gaps are refusals. */
export interface MarketEvent {
  readonly market: string;
  /** The command's number. */
  readonly sequence: bigint;
  readonly at: Date;
  readonly instrument: string;
  /** Prices (fen) whose resting quantity changed, with what rests there now; nothing where 0. */
  readonly levels: readonly {
    readonly side: 'buy' | 'sell';
    readonly priceFen: bigint;
    readonly quantity: bigint;
    readonly orders: number;
  }[];
  readonly trades: readonly {
    readonly trade: bigint;
    readonly priceFen: bigint;
    readonly quantity: bigint;
    readonly taker: 'buy' | 'sell';
  }[];
  /** Of a close of the day. */
  readonly close?: { readonly day: ChinaDate; readonly closeFen: bigint };
}

/** Called after the commit, in the order of the sequence; must not throw or wait. */
export type MarketListener = (events: readonly MarketEvent[]) => void;
