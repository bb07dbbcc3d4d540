import type { Side } from './order';
import { NO_SLOT, type OrderTable, type Slot } from './order-table';
import { PriceLadder } from './price-ladder';
import { PriceLevel } from './price-level';

/** What rests at one price: how much, in how many orders. */
export interface DepthLevel {
  readonly price: number;
  readonly quantity: number;
  readonly orders: number;
}

/** One side of the book: its levels from best to worst, and its orders in them. */
export class BookSide {
  /** Units that rest on this side. */
  quantity = 0;
  private readonly ladder = new PriceLadder();

  constructor(
    private readonly side: Side,
    private readonly table: OrderTable,
  ) {}

  best(): PriceLevel | undefined {
    return this.side === 'buy' ? this.ladder.highest : this.ladder.lowest;
  }

  worse(level: PriceLevel): PriceLevel | undefined {
    return this.side === 'buy' ? level.lower : level.higher;
  }

  levelAt(price: number): PriceLevel | undefined {
    return this.ladder.at(price);
  }

  /** 1 for the best level and so on; none for a price without orders or beyond `limit` levels. */
  rank(price: number, limit: number): number | undefined {
    let level = this.best();
    for (let rank = 1; level !== undefined && rank <= limit; rank++) {
      if (level.price === price) return rank;
      level = this.worse(level);
    }
    return undefined;
  }

  depth(levels: number): DepthLevel[] {
    const best: DepthLevel[] = [];
    for (let level = this.best(); level !== undefined && best.length < levels; level = this.worse(level)) {
      best.push({ price: level.price, quantity: level.quantity, orders: level.orders });
    }
    return best;
  }

  /** In order of priority. */
  *orders(): Generator<Slot> {
    for (let level = this.best(); level !== undefined; level = this.worse(level))
      yield* this.queueAt(level.price);
  }

  /** The orders at one price, in order of entry. */
  *queueAt(price: number): Generator<Slot> {
    let slot = this.ladder.at(price)?.first ?? NO_SLOT;
    for (; slot !== NO_SLOT; slot = this.table.queue.behind(slot)) yield slot;
  }

  /** Adds an order behind all others at its price. */
  append(slot: Slot): void {
    const level = this.levelFor(slot);
    this.table.queue.place(slot, level.last, NO_SLOT);
    this.link(level, slot);
  }

  /** Undoes a removal; everything that happened after it must have been undone. */
  putBack(slot: Slot): void {
    this.link(this.levelFor(slot), slot);
  }

  remove(slot: Slot): void {
    const { queue } = this.table;
    const level = this.levelFor(slot);
    queue.cut(slot);
    if (level.first === slot) level.first = queue.behind(slot);
    if (level.last === slot) level.last = queue.before(slot);
    level.orders -= 1;
    this.count(level, -this.table.quantity(slot));
    if (level.orders === 0) this.ladder.remove(level);
  }

  setQuantity(slot: Slot, quantity: number): void {
    this.count(this.levelFor(slot), quantity - this.table.quantity(slot));
    this.table.setQuantity(slot, quantity);
  }

  private link(level: PriceLevel, slot: Slot): void {
    const { queue } = this.table;
    queue.join(slot);
    if (queue.before(slot) === NO_SLOT) level.first = slot;
    if (queue.behind(slot) === NO_SLOT) level.last = slot;
    level.orders += 1;
    this.count(level, this.table.quantity(slot));
  }

  private count(level: PriceLevel, change: number): void {
    level.quantity += change;
    this.quantity += change;
  }

  private levelFor(slot: Slot): PriceLevel {
    const price = this.table.price(slot);
    const known = this.ladder.at(price);
    if (known !== undefined) return known;
    const level = new PriceLevel(price);
    this.ladder.insert(level);
    return level;
  }
}
