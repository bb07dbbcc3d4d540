import type { RestingOrder } from './resting-order';

/** All orders of one side at one price, first come first. */
export class PriceLevel {
  first: RestingOrder | undefined = undefined;
  last: RestingOrder | undefined = undefined;
  /** The neighbours on the ladder. */
  lower: PriceLevel | undefined = undefined;
  higher: PriceLevel | undefined = undefined;
  orders = 0;
  quantity = 0;

  constructor(readonly price: number) {}

  append(order: RestingOrder): void {
    order.before = this.last;
    order.behind = undefined;
    this.link(order);
  }

  /** Puts an order between those that it remembers as its neighbours. */
  link(order: RestingOrder): void {
    if (order.before === undefined) this.first = order;
    else order.before.behind = order;
    if (order.behind === undefined) this.last = order;
    else order.behind.before = order;
    this.orders += 1;
    this.quantity += order.quantity;
  }

  unlink(order: RestingOrder): void {
    if (order.before === undefined) this.first = order.behind;
    else order.before.behind = order.behind;
    if (order.behind === undefined) this.last = order.before;
    else order.behind.before = order.before;
    this.orders -= 1;
    this.quantity -= order.quantity;
  }
}
