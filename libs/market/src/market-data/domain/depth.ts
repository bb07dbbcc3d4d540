import type { Depth as DepthInTicks } from '../../domain/order-book';

/** A price at which something rests, in fen. */
export interface DepthLevel {
  readonly priceFen: bigint;
  readonly quantity: bigint;
  readonly orders: number;
}

/** What rests of an instrument, best prices first. */
export interface Depth {
  readonly buy: readonly DepthLevel[];
  readonly sell: readonly DepthLevel[];
}

/** A resting order as everybody may see it where orders are picked (TRD-007): its number, and nobody's name. */
export interface RestingOrder {
  readonly order: bigint;
  readonly side: 'buy' | 'sell';
  readonly priceFen: bigint;
  readonly quantity: bigint;
}

/** Levels of one answer at most (own choice). */
export const MAX_DEPTH_LEVELS = 50;
/** Single orders of one side at most (own choice). */
export const MAX_RESTING_ORDERS = 500;

/** The depth of a book in memory, its ticks as fen. */
export function inFen({ buy, sell }: DepthInTicks, tickFen: bigint): Depth {
  const levels = (side: DepthInTicks['buy']): DepthLevel[] =>
    side.map(({ price, quantity, orders }) => ({
      ...{ priceFen: BigInt(price) * tickFen, quantity: BigInt(quantity), orders },
    }));
  return { buy: levels(buy), sell: levels(sell) };
}
