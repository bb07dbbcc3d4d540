import type { ExpiryDay } from './expiry-calendar';
import type { Order, Side } from './order';
import type { PriceLevel } from './price-level';

/**
 * An order in the book, with its place in two lists: the queue of its price level, and the orders that end on its day.
 * Taken out, it keeps both places, so that undoing in reverse order finds them again.
 */
export class RestingOrder implements Order {
  readonly id: number;
  readonly owner: number;
  readonly side: Side;
  readonly price: number;
  quantity: number;
  readonly goodTill: number;

  before: RestingOrder | undefined = undefined;
  behind: RestingOrder | undefined = undefined;
  day: ExpiryDay | undefined = undefined;
  beforeInDay: RestingOrder | undefined = undefined;
  behindInDay: RestingOrder | undefined = undefined;

  constructor(
    order: Order,
    quantity: number,
    readonly level: PriceLevel,
  ) {
    this.id = order.id;
    this.owner = order.owner;
    this.side = order.side;
    this.price = order.price;
    this.quantity = quantity;
    this.goodTill = order.goodTill;
  }

  /** The order as it is now, for those outside: what happens later does not show. */
  copy(): Order {
    const { id, owner, side, price, quantity, goodTill } = this;
    return { id, owner, side, price, quantity, goodTill };
  }
}
