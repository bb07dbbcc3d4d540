import { BookSide, type DepthLevel } from './book-side';
import { ExpiryCalendar } from './expiry-calendar';
import { IdIndex } from './id-index';
import {
  crosses,
  opposite,
  type Order,
  requirePrice,
  requireQuantity,
  requireSound,
  type Side,
} from './order';
import { NO_SLOT, OrderTable, type Slot } from './order-table';
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
import { type Mark, UndoJournal } from './undo-journal';

/** What an order does on entry: meet the other side (continuous trading), or rest and wait for a taker (TRD-007). */
export type Entry = 'match' | 'rest';

/** How many orders may rest: their table fits a buffer, with room to spare. */
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
  private readonly table = new OrderTable();
  private readonly orders = new IdIndex(this.table);
  private readonly buys = new BookSide('buy', this.table);
  private readonly sells = new BookSide('sell', this.table);
  private readonly calendar = new ExpiryCalendar(this.table);
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
    const { table } = this;
    const maker = this.orders.find(id);
    if (maker === NO_SLOT) return NOT_RESTING;
    if (table.owner(maker) === owner) return selfTrade(id);
    if (this.levelRank(table.side(maker), table.price(maker), levels) === undefined) return NOT_SELECTABLE;
    const resting = table.quantity(maker);
    if (quantity > resting) return { outcome: 'refused', reason: 'more-than-rests', resting };
    return { outcome: 'picked', fill: this.fill(maker, quantity) };
  }

  /** Gives back what rested of the order; undefined when nothing did. */
  cancel(id: number): Order | undefined {
    const slot = this.orders.find(id);
    return slot === NO_SLOT ? undefined : this.leave(slot);
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
    const slot = this.orders.find(id);
    if (slot === NO_SLOT) return NOT_RESTING;
    const old = this.table.read(slot);
    const changed = { ...old, price: price ?? old.price, quantity: quantity ?? old.quantity };
    requirePrice(changed.price);
    requireQuantity(changed.quantity);
    if (changed.price === old.price && changed.quantity <= old.quantity) {
      if (changed.quantity < old.quantity) this.reduce(slot, changed.quantity);
      return placed(NO_FILLS, changed.quantity);
    }
    this.requireRoom(changed.side, changed.quantity - old.quantity);
    const own = entry === 'match' ? this.firstOwnMet(changed) : undefined;
    if (own !== undefined) return selfTrade(own);
    this.leave(slot);
    if (entry === 'match') return this.match(changed);
    this.enter(changed, changed.quantity);
    return placed(NO_FILLS, changed.quantity);
  }

  /** Takes out the orders whose last day was before `day` and gives them back, by id. */
  expire(day: number): Order[] {
    return this.calendar.endedBefore(day).map((slot) => this.leave(slot));
  }

  get(id: number): Order | undefined {
    const slot = this.orders.find(id);
    return slot === NO_SLOT ? undefined : this.table.read(slot);
  }

  /** The best price of a side; undefined when it is empty. */
  best(side: Side): number | undefined {
    return this.side(side).best()?.price;
  }

  /** The best `levels` prices of both sides with what rests there. */
  depth(levels: number): Depth {
    return { buy: this.buys.depth(levels), sell: this.sells.depth(levels) };
  }

  /** What rests at a price of a side; undefined where nothing does. */
  level(side: Side, price: number): DepthLevel | undefined {
    const level = this.side(side).levelAt(price);
    return level === undefined ? undefined : { price, quantity: level.quantity, orders: level.orders };
  }

  /** 1 for the best price of a side, 2 for the next that has orders …; undefined beyond `limit`, or with no order there. */
  levelRank(side: Side, price: number, limit: number): number | undefined {
    return this.side(side).rank(price, limit);
  }

  /** The first `limit` orders of a side at a price, in order of entry. */
  ordersAt(side: Side, price: number, limit = Infinity): Order[] {
    const found: Order[] = [];
    for (const slot of this.side(side).queueAt(price)) {
      if (found.length >= limit) break;
      found.push(this.table.read(slot));
    }
    return found;
  }

  /** All orders of a side in order of priority. The book must not change meanwhile. */
  *resting(side: Side): Generator<Order> {
    for (const slot of this.side(side).orders()) yield this.table.read(slot);
  }

  /** Units that rest on a side. */
  quantity(side: Side): number {
    return this.side(side).quantity;
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
    for (const { kind, slot, quantity } of this.journal.undo(mark)) {
      if (kind === 'reduced') this.side(this.table.side(slot)).setQuantity(slot, quantity);
      else if (kind === 'left') this.putBack(slot);
      else {
        this.takeOut(slot);
        this.table.giveBack(slot);
      }
    }
  }

  /**
   * What came before the mark can no longer be undone; without a mark, nothing can, and changes are no longer kept.
   * @throws RangeError for a mark that was released or undone
   */
  release(mark?: Mark): void {
    for (const { kind, slot } of this.journal.release(mark)) if (kind === 'left') this.table.giveBack(slot);
  }

  private side(side: Side): BookSide {
    return side === 'buy' ? this.buys : this.sells;
  }

  /** The order of the same owner that `order` would meet, looking only at those it would fill. */
  private firstOwnMet({ side, price, quantity, owner }: Order): number | undefined {
    const { table } = this;
    const others = this.side(opposite(side));
    let left = quantity;
    let level = others.best();
    for (; level !== undefined && crosses(side, price, level.price); level = others.worse(level)) {
      for (let maker = level.first; maker !== NO_SLOT; maker = table.queue.behind(maker)) {
        if (table.owner(maker) === owner) return table.id(maker);
        left -= table.quantity(maker);
        if (left <= 0) return undefined;
      }
    }
    return undefined;
  }

  private match(order: Order): PlaceOutcome {
    const { side, price } = order;
    const others = this.side(opposite(side));
    let left = order.quantity;
    let fills: Fill[] | undefined;
    while (left > 0) {
      const level = others.best();
      if (level === undefined || !crosses(side, price, level.price)) break;
      const fill = this.fill(level.first, Math.min(left, this.table.quantity(level.first)));
      (fills ??= []).push(fill);
      left -= fill.quantity;
    }
    if (left > 0) this.enter(order, left);
    return placed(fills ?? NO_FILLS, left);
  }

  private fill(slot: Slot, quantity: number): Fill {
    const { table } = this;
    const makerLeft = table.quantity(slot) - quantity;
    const fill = {
      maker: table.id(slot),
      makerOwner: table.owner(slot),
      makerLeft,
      price: table.price(slot),
      quantity,
    };
    if (makerLeft === 0) this.drop(slot);
    else this.reduce(slot, makerLeft);
    return fill;
  }

  private enter(order: Order, quantity: number): void {
    const slot = this.table.write(order, quantity);
    this.orders.add(order.id, slot);
    this.side(order.side).append(slot);
    this.calendar.add(slot);
    this.journal.record('entered', slot, quantity);
  }

  private reduce(slot: Slot, quantity: number): void {
    this.journal.record('reduced', slot, this.table.quantity(slot));
    this.side(this.table.side(slot)).setQuantity(slot, quantity);
  }

  private leave(slot: Slot): Order {
    const order = this.table.read(slot);
    this.drop(slot);
    return order;
  }

  /** A slot that may have to be put back is not used again before the journal forgets it. */
  private drop(slot: Slot): void {
    const mayReturn = this.journal.record('left', slot, this.table.quantity(slot));
    this.takeOut(slot);
    if (!mayReturn) this.table.giveBack(slot);
  }

  private takeOut(slot: Slot): void {
    this.orders.remove(this.table.id(slot), slot);
    this.side(this.table.side(slot)).remove(slot);
    this.calendar.remove(slot);
  }

  private putBack(slot: Slot): void {
    this.orders.add(this.table.id(slot), slot);
    this.side(this.table.side(slot)).putBack(slot);
    this.calendar.putBack(slot);
  }

  private requireNew(order: Order): void {
    requireSound(order);
    if (this.orders.find(order.id) !== NO_SLOT) throw new RangeError(`order ${order.id} rests already`);
    this.requireRoom(order.side, order.quantity);
  }

  private requireRoom(side: Side, quantity: number): void {
    if (this.orders.size >= MAX_ORDERS) throw new RangeError('the book is full');
    if (!Number.isSafeInteger(this.side(side).quantity + quantity))
      throw new RangeError(`${side} side is full`);
  }
}
