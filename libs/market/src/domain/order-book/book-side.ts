import type { Order, Side } from './order';
import { PriceLadder } from './price-ladder';
import { PriceLevel } from './price-level';
import { RestingOrder } from './resting-order';

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

  constructor(private readonly side: Side) {}

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
  *orders(): Generator<RestingOrder> {
    for (let level = this.best(); level !== undefined; level = this.worse(level)) {
      for (let order = level.first; order !== undefined; order = order.behind) yield order;
    }
  }

  /** Adds `quantity` of an order behind all others at its price. */
  append(order: Order, quantity: number): RestingOrder {
    let level = this.ladder.at(order.price);
    if (level === undefined) {
      level = new PriceLevel(order.price);
      this.ladder.insert(level);
    }
    const resting = new RestingOrder(order, quantity, level);
    level.append(resting);
    this.quantity += quantity;
    return resting;
  }

  remove(order: RestingOrder): void {
    const { level } = order;
    level.unlink(order);
    this.quantity -= order.quantity;
    if (level.orders === 0) this.ladder.remove(level);
  }

  /** Undoes a removal; everything that happened after it must have been undone. */
  putBack(order: RestingOrder): void {
    const { level } = order;
    if (level.orders === 0) this.ladder.insert(level);
    level.link(order);
    this.quantity += order.quantity;
  }

  setQuantity(order: RestingOrder, quantity: number): void {
    const change = quantity - order.quantity;
    order.quantity = quantity;
    order.level.quantity += change;
    this.quantity += change;
  }
}
