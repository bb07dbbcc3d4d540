import { isDeepStrictEqual } from 'node:util';
import { type Mark, type Order, OrderBook, type Side } from '../../../libs/market/src/domain/index';
import { NaiveBook } from './naive-book';

export const VERBS = [
  'place',
  'rest',
  'pick',
  'cancel',
  'replace',
  'expire',
  'mark',
  'rollback',
  'release',
] as const;
export type Verb = (typeof VERBS)[number];

/** A command before it is known what rests: `target` chooses among what there is. */
export interface Draw {
  readonly verb: Verb;
  readonly side: Side;
  readonly owner: number;
  readonly price: number;
  readonly quantity: number;
  /** Days from today to the last day of an order; 0 for no end. */
  readonly days: number;
  readonly target: number;
  readonly levels: number;
  readonly matches: boolean;
}

interface HeldMark {
  readonly mark: Mark;
  readonly orders: readonly Order[];
  readonly nextId: number;
}

/** The engine and the model, given the same commands. */
export class Duel {
  readonly book = new OrderBook();
  readonly model = new NaiveBook();
  trades = 0;
  refusals = 0;
  undone = 0;
  private marks: HeldMark[] = [];
  private nextId = 1;
  private today = 1;

  /** @throws Error when the two answer differently */
  step(draw: Draw): void {
    const [ours, theirs] = this.act(draw);
    if (!isDeepStrictEqual(ours, theirs)) {
      throw new Error(JSON.stringify({ draw, engine: ours, model: theirs }));
    }
  }

  /** @throws Error when the two books differ in anything that can be seen */
  compare(levels: number): void {
    const { book, model } = this;
    const depth = book.depth(levels);
    for (const side of ['buy', 'sell'] as const) {
      const expected = model.side(side);
      const quantity = expected.reduce((sum, order) => sum + order.quantity, 0);
      const same =
        isDeepStrictEqual([...book.resting(side)], expected) &&
        isDeepStrictEqual(depth[side], model.depth(side, levels)) &&
        book.quantity(side) === quantity &&
        book.best(side) === expected[0]?.price;
      if (!same) throw new Error(`the ${side} sides differ: ${JSON.stringify(expected)}`);
    }
    if (book.size !== model.orders.length) throw new Error('the sizes differ');
  }

  private act(draw: Draw): readonly [unknown, unknown] {
    const { book, model } = this;
    switch (draw.verb) {
      case 'place':
      case 'rest': {
        const order = this.orderOf(draw);
        const outcome = model[draw.verb](order);
        this.count(outcome);
        return [book[draw.verb](order), outcome];
      }
      case 'pick': {
        const parameters = [this.target(draw), draw.quantity, draw.owner, draw.levels] as const;
        const outcome = model.pick(...parameters);
        this.count(outcome);
        return [book.pick(...parameters), outcome];
      }
      case 'cancel': {
        const id = this.target(draw);
        return [book.cancel(id), model.cancel(id)];
      }
      case 'replace':
        return this.replace(draw);
      case 'expire':
        this.today += draw.target % 2;
        return [book.expire(this.today), model.expire(this.today)];
      default:
        return this.travel(draw);
    }
  }

  private replace(draw: Draw): readonly [unknown, unknown] {
    const id = this.target(draw);
    const change = {
      ...(draw.levels % 3 !== 0 && { quantity: draw.quantity }),
      ...(draw.levels % 3 !== 1 && { price: draw.price }),
    };
    const entry = draw.matches ? 'match' : 'rest';
    const outcome = this.model.replace(id, change, entry);
    this.count(outcome);
    return [this.book.replace(id, change, entry), outcome];
  }

  private travel({ verb, target }: Draw): readonly [unknown, unknown] {
    const { book, model, marks } = this;
    const at = target % (marks.length + 1);
    const chosen = marks[at];
    if (verb === 'mark') {
      marks.push({ mark: book.mark(), orders: model.orders, nextId: this.nextId });
    } else if (verb === 'release') {
      book.release(chosen?.mark);
      this.marks = chosen === undefined ? [] : marks.slice(at);
    } else if (chosen !== undefined) {
      book.rollback(chosen.mark);
      model.orders = chosen.orders;
      this.nextId = chosen.nextId;
      this.marks = marks.slice(0, at + 1);
      this.undone += 1;
      return [[...book.resting('buy')], model.side('buy')];
    }
    return [book.size, model.orders.length];
  }

  private orderOf({ owner, side, price, quantity, days }: Draw): Order {
    const goodTill = days === 0 ? 0 : this.today + days - 1;
    return { id: this.nextId++, owner, side, price, quantity, goodTill };
  }

  /** An order that rests, or now and then one that does not. */
  private target({ target }: Draw): number {
    const { orders } = this.model;
    return orders[target % (orders.length + 1)]?.id ?? this.nextId + 1;
  }

  private count(outcome: { outcome: string; fills?: readonly unknown[] }): void {
    if (outcome.outcome === 'refused') this.refusals += 1;
    else this.trades += outcome.fills?.length ?? 1;
  }
}
