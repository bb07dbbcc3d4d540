import { daysBetween, type ChinaDate } from '@carbon/kernel';
import { type Mark, OrderBook } from '../domain/order-book';
import { hasEnded, type LiveOrder, remainingOf } from './live-order';

/** Days are numbered from here in the books. */
const DAY_ZERO: ChinaDate = '2000-01-01';
export const dayNumber = (day: ChinaDate): number => daysBetween(DAY_ZERO, day);

/**
 * All open orders of a market: one book an instrument, and what the books do not know. What a batch changes can be put back
 * until it is kept.
 */
export class MarketBook {
  private readonly books = new Map<string, OrderBook>();
  private readonly orders = new Map<number, LiveOrder>();
  /** Orders as they were before the batch touched them; undefined for those it placed. */
  private readonly before = new Map<number, LiveOrder | undefined>();
  private readonly marks = new Map<OrderBook, Mark>();

  /** How many orders are open. */
  get size(): number {
    return this.orders.size;
  }

  instruments(): readonly string[] {
    return [...this.books.keys()];
  }

  /** The book of an instrument, its changes kept so that they can be undone. */
  bookOf(instrument: string): OrderBook {
    const book = this.peek(instrument);
    if (!this.marks.has(book)) this.marks.set(book, book.mark());
    return book;
  }

  /** The book of an instrument, to look at. */
  peek(instrument: string): OrderBook {
    let book = this.books.get(instrument);
    if (book === undefined) this.books.set(instrument, (book = new OrderBook()));
    return book;
  }

  find(id: number): LiveOrder | undefined {
    return this.orders.get(id);
  }

  all(): Iterable<LiveOrder> {
    return this.orders.values();
  }

  /** An order about to be changed. */
  touch(order: LiveOrder): LiveOrder {
    if (!this.before.has(order.id)) this.before.set(order.id, { ...order });
    return order;
  }

  /** An order that the batch placed. */
  add(order: LiveOrder): void {
    this.before.set(order.id, undefined);
    this.orders.set(order.id, order);
  }

  /** Orders the batch placed, and orders it changed. */
  changes(): { readonly placed: readonly LiveOrder[]; readonly changed: readonly LiveOrder[] } {
    const placed: LiveOrder[] = [];
    const changed: LiveOrder[] = [];
    for (const [id, was] of this.before) {
      const order = this.orders.get(id);
      if (order !== undefined) (was === undefined ? placed : changed).push(order);
    }
    return { placed, changed };
  }

  /** Takes up an order of the database, in order of priority. */
  restore(order: LiveOrder, ticks: number): void {
    this.orders.set(order.id, order);
    this.peek(order.instrument).restore({
      ...{ id: order.id, owner: order.trader.id, side: order.side, price: ticks },
      ...{ quantity: Number(remainingOf(order)), goodTill: dayNumber(order.goodTill) },
    });
  }

  /** What the batch did has happened. */
  keep(): void {
    for (const id of this.before.keys()) {
      const order = this.orders.get(id);
      if (order !== undefined && hasEnded(order)) this.orders.delete(id);
    }
    this.before.clear();
    for (const book of this.marks.keys()) book.release();
    this.marks.clear();
  }

  /** What the batch did has not happened. */
  putBack(): void {
    for (const [id, was] of this.before) {
      if (was === undefined) this.orders.delete(id);
      else this.orders.set(id, was);
    }
    this.before.clear();
    for (const [book, mark] of this.marks) {
      book.rollback(mark);
      book.release();
    }
    this.marks.clear();
  }
}
