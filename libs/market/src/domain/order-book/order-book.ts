import { BookSide, type DepthLevel } from './book-side';
import { ExpiryCalendar } from './expiry-calendar';
import {
  crosses,
  opposite,
  type Order,
  requirePrice,
  requireQuantity,
  requireSound,
  type Side,
} from './order';
import {
  type Fill,
  NO_FILLS,
  NOT_RESTING,
  NOT_SELECTABLE,
  placed,
  type PickOutcome,
  type PlaceOutcome,
  type ReplaceOutcome,
  selfTrade,
} from './outcome';
import type { RestingOrder } from './resting-order';
import { type Mark, UndoJournal } from './undo-journal';

/** What an order does on entry: meet the other side (continuous trading), or rest and wait for a taker (TRD-007). */
export type Entry = 'match' | 'rest';

/** How many orders may rest: what a `Map` holds, with room to spare. */
const MAX_ORDERS = 16_000_000;

export interface Depth {
  readonly buy: readonly DepthLevel[];
  readonly sell: readonly DepthLevel[];
}

/**
 * The book of one instrument (委托簿): price first, then order of entry. Prices are whole ticks, quantities whole
 * units; the same commands always give the same trades. No clock, no randomness, no rule's figures.
 *
 * Finding a level takes a step for each of a price's seven digits; everything else takes a fixed number of steps for
 * each order met, level asked for or change undone, however many others rest. A book holds up to 16 million orders,
 * and up to 2^53 - 1 units on each side.
 *
 * Refusals are answers (`outcome: 'refused'`) and leave the book as it was. What the caller must not send (a fraction,
 * an id that rests already) throws a RangeError, with the book as it was.
 */
export class OrderBook {
  private readonly orders = new Map<number, RestingOrder>();
  private readonly sides = { buy: new BookSide('buy'), sell: new BookSide('sell') };
  private readonly calendar = new ExpiryCalendar();
  private readonly journal = new UndoJournal();

  /** How many orders rest. */
  get size(): number {
    return this.orders.size;
  }

  /**
   * Continuous matching (TRD-001): trades against the other side at the resting orders' prices, best first and earliest
   * first, and rests what is left. An order that would meet one of its own owner is refused as a whole.
   */
  place(order: Order): PlaceOutcome {
    this.requireNew(order);
    const own = this.firstOwnMet(order);
    return own === undefined ? this.match(order) : selfTrade(own);
  }

  /** Listed agreement (挂牌协议, TRD-007): rests without matching, even at a price that crosses the other side. */
  rest(order: Order): PlaceOutcome {
    this.requireNew(order);
    this.enter(order, order.quantity);
    return placed(NO_FILLS, order.quantity);
  }

  /** Rebuilds: appends an order as the last at its price. In the order of `resting()` this gives the same book again. */
  restore(order: Order): void {
    this.requireNew(order);
    this.enter(order, order.quantity);
  }

  /**
   * The taker's pick (点选, TRD-007): `quantity` of the resting order `id` at its price, whatever rests before it at that
   * price. Only orders at the best `levels` prices of their side can be picked.
   */
  pick(id: number, quantity: number, owner: number, levels: number): PickOutcome {
    requireQuantity(quantity);
    const maker = this.orders.get(id);
    if (maker === undefined) return NOT_RESTING;
    if (maker.owner === owner) return selfTrade(id);
    if (this.levelRank(maker.side, maker.price, levels) === undefined) return NOT_SELECTABLE;
    if (quantity > maker.quantity) {
      return { outcome: 'refused', reason: 'more-than-rests', resting: maker.quantity };
    }
    return { outcome: 'picked', fill: this.fill(maker, quantity) };
  }

  /** Gives back what rested of the order; undefined when nothing did. */
  cancel(id: number): Order | undefined {
    const order = this.orders.get(id);
    if (order === undefined) return undefined;
    this.leave(order);
    return order.copy();
  }

  /**
   * Another price, or another quantity to rest. Less at the same price keeps its place; anything else enters anew, behind
   * all others: by `match` as if placed, by `rest` without matching.
   */
  replace(
    id: number,
    { price, quantity }: { readonly price?: number; readonly quantity?: number },
    entry: Entry,
  ): ReplaceOutcome {
    const old = this.orders.get(id);
    if (old === undefined) return NOT_RESTING;
    const changed = { ...old.copy(), price: price ?? old.price, quantity: quantity ?? old.quantity };
    requirePrice(changed.price);
    requireQuantity(changed.quantity);
    if (changed.price === old.price && changed.quantity <= old.quantity) {
      if (changed.quantity < old.quantity) this.reduce(old, changed.quantity);
      return placed(NO_FILLS, changed.quantity);
    }
    this.requireRoom(changed.side, changed.quantity - old.quantity);
    const own = entry === 'match' ? this.firstOwnMet(changed) : undefined;
    if (own !== undefined) return selfTrade(own);
    this.leave(old);
    if (entry === 'match') return this.match(changed);
    this.enter(changed, changed.quantity);
    return placed(NO_FILLS, changed.quantity);
  }

  /** Takes out the orders whose last day was before `day` and gives them back, by id. */
  expire(day: number): Order[] {
    return this.calendar.endedBefore(day).map((order) => {
      this.leave(order);
      return order.copy();
    });
  }

  get(id: number): Order | undefined {
    return this.orders.get(id)?.copy();
  }

  /** The best price of a side; undefined when it is empty. */
  best(side: Side): number | undefined {
    return this.sides[side].best()?.price;
  }

  /** The best `levels` prices of both sides with what rests there. */
  depth(levels: number): Depth {
    return { buy: this.sides.buy.depth(levels), sell: this.sides.sell.depth(levels) };
  }

  /** 1 for the best price of a side, 2 for the next that has orders …; undefined beyond `limit`, or with no order there. */
  levelRank(side: Side, price: number, limit: number): number | undefined {
    return this.sides[side].rank(price, limit);
  }

  /** The first `limit` orders of a side at a price, in order of entry. */
  ordersAt(side: Side, price: number, limit = Infinity): Order[] {
    const found: Order[] = [];
    let order = this.sides[side].levelAt(price)?.first;
    for (; order !== undefined && found.length < limit; order = order.behind) found.push(order.copy());
    return found;
  }

  /** All orders of a side in order of priority. The book must not change meanwhile. */
  *resting(side: Side): Generator<Order> {
    for (const order of this.sides[side].orders()) yield order.copy();
  }

  /** Units that rest on a side. */
  quantity(side: Side): number {
    return this.sides[side].quantity;
  }

  /** From now on changes are kept, so that `rollback` can undo them, until `release`. */
  mark(): Mark {
    return this.journal.mark();
  }

  /**
   * Makes the book what it was at the mark, order of entry included; marks made later are void, this one still holds.
   * @throws RangeError for a mark that was released or undone
   */
  rollback(mark: Mark): void {
    for (const { kind, order, quantity } of this.journal.undo(mark)) {
      if (kind === 'reduced') this.sides[order.side].setQuantity(order, quantity);
      else if (kind === 'left') this.putBack(order);
      else this.takeOut(order);
    }
  }

  /**
   * What came before the mark can no longer be undone; without a mark, nothing can, and changes are no longer kept.
   * @throws RangeError for a mark that was released or undone
   */
  release(mark?: Mark): void {
    this.journal.release(mark);
  }

  /** The order of the same owner that `order` would meet, looking only at those it would fill. */
  private firstOwnMet({ side, price, quantity, owner }: Order): number | undefined {
    const others = this.sides[opposite(side)];
    let left = quantity;
    let level = others.best();
    for (; level !== undefined && crosses(side, price, level.price); level = others.worse(level)) {
      for (let maker = level.first; maker !== undefined; maker = maker.behind) {
        if (maker.owner === owner) return maker.id;
        left -= maker.quantity;
        if (left <= 0) return undefined;
      }
    }
    return undefined;
  }

  private match(order: Order): PlaceOutcome {
    const { side, price } = order;
    const others = this.sides[opposite(side)];
    let left = order.quantity;
    let fills: Fill[] | undefined;
    while (left > 0) {
      const level = others.best();
      if (level?.first === undefined || !crosses(side, price, level.price)) break;
      const fill = this.fill(level.first, Math.min(left, level.first.quantity));
      (fills ??= []).push(fill);
      left -= fill.quantity;
    }
    if (left > 0) this.enter(order, left);
    return placed(fills ?? NO_FILLS, left);
  }

  private fill(maker: RestingOrder, quantity: number): Fill {
    const makerLeft = maker.quantity - quantity;
    if (makerLeft === 0) this.leave(maker);
    else this.reduce(maker, makerLeft);
    return { maker: maker.id, makerOwner: maker.owner, makerLeft, price: maker.price, quantity };
  }

  private enter(order: Order, quantity: number): void {
    const resting = this.sides[order.side].append(order, quantity);
    this.orders.set(order.id, resting);
    this.calendar.add(resting);
    this.journal.record('entered', resting);
  }

  private reduce(order: RestingOrder, quantity: number): void {
    this.journal.record('reduced', order);
    this.sides[order.side].setQuantity(order, quantity);
  }

  private leave(order: RestingOrder): void {
    this.journal.record('left', order);
    this.takeOut(order);
  }

  private takeOut(order: RestingOrder): void {
    this.orders.delete(order.id);
    this.sides[order.side].remove(order);
    this.calendar.remove(order);
  }

  private putBack(order: RestingOrder): void {
    this.orders.set(order.id, order);
    this.sides[order.side].putBack(order);
    this.calendar.putBack(order);
  }

  private requireNew(order: Order): void {
    requireSound(order);
    if (this.orders.has(order.id)) throw new RangeError(`order ${order.id} rests already`);
    this.requireRoom(order.side, order.quantity);
  }

  private requireRoom(side: Side, quantity: number): void {
    if (this.orders.size >= MAX_ORDERS) throw new RangeError('the book is full');
    if (!Number.isSafeInteger(this.sides[side].quantity + quantity))
      throw new RangeError(`${side} side is full`);
  }
}
