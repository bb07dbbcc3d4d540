import { type Fill, type Order, OrderBook, type Side } from '../../libs/market/src/domain/index';
import { Random } from './random';

/** Of a hundred commands: how many cancel, how many take what is best; the others rest. */
export interface Mix {
  readonly name: string;
  readonly cancel: number;
  readonly market: number;
}

export type BookCommand =
  | { readonly kind: 'limit'; readonly order: Order }
  | { readonly kind: 'market'; readonly id: number; readonly side: Side; readonly quantity: number }
  | { readonly kind: 'cancel'; readonly id: number };

/** Takes whatever is offered, and leaves nothing of itself. */
export type Taking = readonly [maker: number, price: number, quantity: number];

/** Between the best prices of the empty book, in ticks, and how far from it orders rest: a band of ten percent. */
const MIDDLE = 10_000;
const LEVELS = 1_000;
const MOST = 100;

/** A seeded stream for one book: what rests first, then commands as they would come while it lives. */
export class BookStream {
  private readonly random: Random;
  private readonly live: number[] = [];
  private nextId = 1;

  constructor(
    seed: number,
    private readonly mix: Mix,
  ) {
    this.random = new Random(seed);
  }

  /** An order that meets nobody, mostly near the middle. */
  passive(): Order {
    const { random } = this;
    const id = this.nextId++;
    const side = random.below(2) === 0 ? 'buy' : 'sell';
    const away = 1 + Math.floor(random.next() ** 2 * LEVELS);
    this.live.push(id);
    return {
      id,
      owner: id,
      side,
      price: side === 'buy' ? MIDDLE - away : MIDDLE + away,
      quantity: 1 + random.below(MOST),
      goodTill: 0,
    };
  }

  /** The next commands. Which orders are still there to be cancelled is learnt by playing them on `book` and undoing it. */
  next(count: number, book: OrderBook): BookCommand[] {
    const mark = book.mark();
    const commands = Array.from({ length: count }, () => {
      const command = this.draw(book);
      perform(book, command);
      return command;
    });
    book.rollback(mark);
    book.release();
    return commands;
  }

  /** What brings the book back to so many orders: cancellations, or orders that rest. */
  backTo(resting: number, book: OrderBook): BookCommand[] {
    const commands: BookCommand[] = [];
    for (let size = book.size; size > resting; size--) {
      const id = this.pickLive(book);
      if (id !== undefined) commands.push({ kind: 'cancel', id });
    }
    for (let size = book.size; size < resting; size++)
      commands.push({ kind: 'limit', order: this.passive() });
    return commands;
  }

  private draw(book: OrderBook): BookCommand {
    const { random, mix } = this;
    const kind = random.below(100);
    if (kind < mix.cancel) {
      const id = this.pickLive(book);
      if (id !== undefined) return { kind: 'cancel', id };
    } else if (kind < mix.cancel + mix.market) {
      const side = random.below(2) === 0 ? 'buy' : 'sell';
      return { kind: 'market', id: this.nextId++, side, quantity: 1 + random.below(2 * MOST) };
    }
    return { kind: 'limit', order: this.passive() };
  }

  private pickLive(book: OrderBook): number | undefined {
    while (this.live.length > 0) {
      const at = this.random.below(this.live.length);
      const id = this.live[at];
      const last = this.live.pop();
      if (at < this.live.length && last !== undefined) this.live[at] = last;
      if (id !== undefined && book.get(id) !== undefined) return id;
    }
    return undefined;
  }
}

/** Gives a command to our book; what a taker met, when it is one. */
export function perform(book: OrderBook, command: BookCommand): readonly Fill[] | undefined {
  if (command.kind === 'limit') {
    book.place(command.order);
    return undefined;
  }
  if (command.kind === 'cancel') {
    book.cancel(command.id);
    return undefined;
  }
  const { id, side, quantity } = command;
  const price = side === 'buy' ? 2 * MIDDLE : 1;
  const outcome = book.place({ id, owner: id, side, price, quantity, goodTill: 0 });
  if (outcome.outcome === 'refused') return [];
  if (outcome.resting > 0) book.cancel(id);
  return outcome.fills;
}
