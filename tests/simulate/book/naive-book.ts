import {
  type Entry,
  opposite,
  type Order,
  type PickOutcome,
  type PlaceOutcome,
  type ReplaceOutcome,
  type Side,
} from '../../../libs/market/src/domain/index';

type Met = readonly [maker: Order, quantity: number];

/** The order book as one would write it down to be sure: a list in order of entry, sorted whenever it is looked at. */
export class NaiveBook {
  constructor(public orders: readonly Order[] = []) {}

  side(side: Side): Order[] {
    const sign = side === 'buy' ? -1 : 1;
    return this.orders.filter((each) => each.side === side).sort((a, b) => sign * (a.price - b.price));
  }

  place(order: Order): PlaceOutcome {
    const met = this.met(order);
    const own = met.find(([maker]) => maker.owner === order.owner);
    if (own !== undefined) return { outcome: 'refused', reason: 'self-trade', against: own[0].id };
    const resting = met.reduce((left, [, quantity]) => left - quantity, order.quantity);
    const fills = met.map((each) => this.fill(...each));
    if (resting > 0) this.orders = [...this.orders, { ...order, quantity: resting }];
    return { outcome: 'placed', fills, resting };
  }

  rest(order: Order): PlaceOutcome {
    this.orders = [...this.orders, order];
    return { outcome: 'placed', fills: [], resting: order.quantity };
  }

  pick(id: number, quantity: number, owner: number, levels: number): PickOutcome {
    const maker = this.get(id);
    if (maker === undefined) return { outcome: 'refused', reason: 'not-resting' };
    if (maker.owner === owner) return { outcome: 'refused', reason: 'self-trade', against: id };
    const prices = [...new Set(this.side(maker.side).map((each) => each.price))];
    if (prices.indexOf(maker.price) >= levels) return { outcome: 'refused', reason: 'not-selectable' };
    if (quantity > maker.quantity) {
      return { outcome: 'refused', reason: 'more-than-rests', resting: maker.quantity };
    }
    return { outcome: 'picked', fill: this.fill(maker, quantity) };
  }

  cancel(id: number): Order | undefined {
    const order = this.get(id);
    this.orders = this.orders.filter((each) => each !== order);
    return order;
  }

  replace(id: number, change: { price?: number; quantity?: number }, entry: Entry): ReplaceOutcome {
    const old = this.get(id);
    if (old === undefined) return { outcome: 'refused', reason: 'not-resting' };
    const changed = { ...old, ...change };
    if (changed.price === old.price && changed.quantity <= old.quantity) {
      this.orders = this.orders.map((each) => (each === old ? changed : each));
      return { outcome: 'placed', fills: [], resting: changed.quantity };
    }
    const before = this.orders;
    this.cancel(id);
    const outcome = entry === 'match' ? this.place(changed) : this.rest(changed);
    if (outcome.outcome === 'refused') this.orders = before;
    return outcome;
  }

  expire(day: number): Order[] {
    const ended = this.orders.filter(({ goodTill }) => goodTill !== 0 && goodTill < day);
    this.orders = this.orders.filter((each) => !ended.includes(each));
    return ended.sort((a, b) => a.id - b.id);
  }

  get(id: number): Order | undefined {
    return this.orders.find((each) => each.id === id);
  }

  depth(side: Side, levels: number): { price: number; quantity: number; orders: number }[] {
    const prices = [...new Set(this.side(side).map(({ price }) => price))].slice(0, levels);
    return prices.map((price) => {
      const here = this.side(side).filter((each) => each.price === price);
      return { price, quantity: here.reduce((sum, each) => sum + each.quantity, 0), orders: here.length };
    });
  }

  private met({ side, price, quantity }: Order): Met[] {
    const met: Met[] = [];
    let left = quantity;
    for (const maker of this.side(opposite(side))) {
      if (left === 0 || (side === 'buy' ? maker.price > price : maker.price < price)) break;
      met.push([maker, Math.min(left, maker.quantity)]);
      left -= Math.min(left, maker.quantity);
    }
    return met;
  }

  private fill(maker: Order, quantity: number) {
    const left = { ...maker, quantity: maker.quantity - quantity };
    this.orders = this.orders.flatMap((each) => (each !== maker ? each : left.quantity > 0 ? left : []));
    return {
      maker: maker.id,
      makerOwner: maker.owner,
      makerLeft: left.quantity,
      price: maker.price,
      quantity,
    };
  }
}
