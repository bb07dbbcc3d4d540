import type { TradeMethod } from '@carbon/rules/domain';
import type { TradingRules } from './trading-rules';

/** The lowest and the highest price of a day, in fen; both may be traded at. */
export interface PriceBand {
  readonly lowFen: bigint;
  readonly highFen: bigint;
}

const HUNDRED = 100n;

/**
 * TRD-005, TRD-006: the prices of a method around the previous close (fen), on ticks, rounded inward (TRD-019). Undefined
 * where the market knows no bound.
 */
export function priceBand(
  rules: TradingRules,
  method: TradeMethod,
  previousCloseFen: bigint,
): PriceBand | undefined {
  const percent = rules.bandPercent(method);
  if (percent === undefined) return undefined;
  const full = HUNDRED * percent.scale;
  const tick = rules.tickFen;
  const low = previousCloseFen * (full - percent.scaled);
  const highFen = ((previousCloseFen * (full + percent.scaled)) / (full * tick)) * tick;
  if (low <= 0n) return { lowFen: tick, highFen };
  return { lowFen: ((low + full * tick - 1n) / (full * tick)) * tick, highFen };
}
