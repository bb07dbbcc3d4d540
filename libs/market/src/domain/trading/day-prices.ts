import type { TradeMethod } from '@carbon/rules/domain';

/** TRD-008, TRD-009: trades of these make a day's open and close; blocks and auctions do not. */
export const makesPrice = (method: TradeMethod | 'swap'): boolean =>
  method === 'listed' || method === 'continuous';

export interface TradedAt {
  readonly method: TradeMethod | 'swap';
  readonly priceFen: bigint;
  readonly quantity: bigint;
}

/** Whole fen. */
export interface DayPrices {
  readonly openFen: bigint;
  readonly closeFen: bigint;
}

/**
 * Open and close of a day from its trades in order: the first listed price, and the volume-weighted average of all of them
 * on a tick, half up; without a listed trade both are the previous close.
 */
export function dayPrices(trades: Iterable<TradedAt>, previousCloseFen: bigint, tickFen = 1n): DayPrices {
  let openFen: bigint | undefined;
  let amountFen = 0n;
  let quantity = 0n;
  for (const trade of trades) {
    if (!makesPrice(trade.method)) continue;
    openFen ??= trade.priceFen;
    amountFen += trade.priceFen * trade.quantity;
    quantity += trade.quantity;
  }
  return {
    openFen: openFen ?? previousCloseFen,
    closeFen: closeOf({ amountFen, quantity }, previousCloseFen, tickFen),
  };
}

/** TRD-009: the close of what was traded by listed or continuous orders; the previous close where nothing was. */
export function closeOf(
  { amountFen, quantity }: { readonly amountFen: bigint; readonly quantity: bigint },
  previousCloseFen: bigint,
  tickFen = 1n,
): bigint {
  if (quantity === 0n) return previousCloseFen;
  const step = quantity * tickFen;
  return ((2n * amountFen + step) / (2n * step)) * tickFen;
}
