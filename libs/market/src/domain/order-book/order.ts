export type Side = 'buy' | 'sell';

/**
 * An order of one book.
 *
 * `id` is the caller's and never used twice. `owner` is the holder behind the order: its orders never meet each other.
 * `price` counts ticks, `quantity` the units still wanted. `goodTill` is the number of the last day on which the order
 * holds, 0 for one that holds until it is filled or cancelled.
 */
export interface Order {
  readonly id: number;
  readonly owner: number;
  readonly side: Side;
  readonly price: number;
  readonly quantity: number;
  readonly goodTill: number;
}

/** The highest price of an order, in ticks: what fits a 32-bit integer. */
export const MAX_TICK = 2_147_483_647;
const MAX_DAY = MAX_TICK;

export const opposite = (side: Side): Side => (side === 'buy' ? 'sell' : 'buy');

/** Whether an order at `price` meets one of the other side that rests at `resting`. */
export const crosses = (side: Side, price: number, resting: number): boolean =>
  side === 'buy' ? price >= resting : price <= resting;

/** @throws RangeError for what no order can be; the caller's own checks come first, this is the last wall */
export function requireSound({ id, owner, price, quantity, goodTill }: Order): void {
  if (!Number.isSafeInteger(id) || !Number.isSafeInteger(owner))
    throw new RangeError(`order ${id}: identity`);
  if (!isWholeUpTo(MAX_DAY, goodTill)) throw new RangeError(`order ${id}: day ${goodTill}`);
  requirePrice(price);
  requireQuantity(quantity);
}

/** @throws RangeError */
export function requirePrice(price: number): void {
  if (price === 0 || !isWholeUpTo(MAX_TICK, price)) throw new RangeError(`price ${price}`);
}

/** @throws RangeError */
export function requireQuantity(quantity: number): void {
  if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`quantity ${quantity}`);
}

const isWholeUpTo = (most: number, value: number): boolean =>
  Number.isInteger(value) && value >= 0 && value <= most;
