import type { ChinaDate } from '@carbon/kernel';

/** Lengths of candles, in seconds, and how many China days one question may span (own choice). */
export const CANDLE_INTERVALS = {
  '1m': { seconds: 60, maxDays: 7 },
  '5m': { seconds: 300, maxDays: 31 },
  '15m': { seconds: 900, maxDays: 93 },
  '1h': { seconds: 3_600, maxDays: 366 },
  '1d': { seconds: 86_400, maxDays: 3_660 },
} as const;
export type CandleInterval = keyof typeof CANDLE_INTERVALS;

export const isCandleInterval = (name: string): name is CandleInterval => name in CANDLE_INTERVALS;

/** Listed and continuous trades of a stretch of China time. Prices and amounts in fen. */
export interface Candle {
  /** Its first moment. */
  readonly from: Date;
  readonly openFen: bigint;
  readonly highFen: bigint;
  readonly lowFen: bigint;
  /** The last price; the day's official close is an average (TRD-009) and stands in the closes. */
  readonly lastFen: bigint;
  readonly quantity: bigint;
  readonly amountFen: bigint;
  readonly trades: number;
}

/** Days of trading, both included. */
export interface DaySpan {
  readonly from: ChinaDate;
  readonly to: ChinaDate;
}
