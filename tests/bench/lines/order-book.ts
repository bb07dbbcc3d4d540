import { isDeepStrictEqual } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Fill, OrderBook } from '../../../libs/market/src/domain/index';
import { type Bench, CheckFailed, type Line, type Note, type Ratio } from '../bench';
import { type BookCommand, BookStream, type Mix, perform, type Taking } from '../book-stream';
import {
  performTheirs,
  takings,
  TheirBook,
  type TheirCommand,
  translate,
} from '../references/nodejs-order-book';
import { median, now, ratioOf } from '../rounds';

const MIXES: readonly Mix[] = [
  { name: '45 % cancel, 5 % market', cancel: 45, market: 5 },
  { name: '25 % cancel, 15 % market', cancel: 25, market: 15 },
  { name: '95 % passive', cancel: 3, market: 2 },
];

/** Small books are many, so that each gets few commands at a time and stays small. */
const ORDERS_IN_ALL = 100_000;

/** How many times the published library's rate is wanted. */
const TIMES = 15;

/** Both books live in one heap; nobody shall clear away what the other left. */
setFlagsFromString('--expose-gc');
const clearAway = runInNewContext('gc') as () => void;

interface Twins {
  readonly stream: BookStream;
  readonly ours: OrderBook;
  readonly theirs: TheirBook;
}

interface Segment extends Twins {
  readonly commands: readonly BookCommand[];
  readonly translated: readonly TheirCommand[];
}

export const orderBook: Line = {
  name: 'order-book',
  run(bench) {
    const ratios: Ratio[] = [];
    for (const resting of bench.sizes.bookOrders) {
      for (const mix of MIXES) {
        bench.say(`${resting.toLocaleString('en')} orders, ${mix.name}`);
        ratios.push(compare(bench, resting, mix));
      }
    }
    bench.say('what only ours does');
    return Promise.resolve({ ratios, notes: [alone(Math.max(...bench.sizes.bookOrders))] });
  },
};

/** Both books get the same commands in turns; the first round warms up. */
function compare({ sizes }: Bench, resting: number, mix: Mix): Ratio {
  const books = Math.max(1, Math.floor(ORDERS_IN_ALL / resting));
  const all = Array.from({ length: books }, (_, seed) => twins(seed + 1, resting, mix));
  const each = Math.min(Math.ceil(sizes.bookCommands / books), resting);
  const laps = Math.ceil(sizes.bookCommands / (books * each));
  const [below, above]: [number[], number[]] = [[], []];
  for (let round = 0; round <= sizes.rounds; round++) {
    const times = Array.from({ length: laps }, () => lap(all, each, resting));
    if (round === 0) continue;
    below.push((laps * books * each) / sum(times.map(({ theirs }) => theirs)));
    above.push((laps * books * each) / sum(times.map(({ ours }) => ours)));
  }
  for (const { ours, theirs } of all) requireSameDepth(ours, theirs);
  return ratioOf(
    {
      path: `order book, ${resting.toLocaleString('en')} orders resting, ${mix.name}`,
      reference: 'nodejs-order-book, the same commands',
      unit: '/s',
      goal: { atLeast: TIMES },
    },
    below,
    above,
  );
}

/** The seconds that each took; afterwards the books are as large as they were. */
function lap(all: readonly Twins[], commands: number, resting: number): { theirs: number; ours: number } {
  const segments = all.map((each) => segment(each, each.stream.next(commands, each.ours)));
  clearAway();
  const theirs = timeTheirs(segments);
  clearAway();
  const ours = timeOurs(segments);
  requireSame(theirs.met, ours.met);
  const corrections = all.map((each) => segment(each, each.stream.backTo(resting, each.ours)));
  timeTheirs(corrections);
  timeOurs(corrections);
  return { theirs: theirs.seconds, ours: ours.seconds };
}

const segment = (twins: Twins, commands: readonly BookCommand[]): Segment => ({
  ...twins,
  commands,
  translated: commands.map(translate),
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function twins(seed: number, resting: number, mix: Mix): Twins {
  const stream = new BookStream(seed, mix);
  const ours = new OrderBook();
  const theirs = new TheirBook();
  for (let at = 0; at < resting; at++) {
    const order = stream.passive();
    ours.restore(order);
    performTheirs(theirs, translate({ kind: 'limit', order }));
  }
  return { stream, ours, theirs };
}

interface Timed {
  readonly seconds: number;
  readonly met: readonly (readonly Taking[])[];
}

function timeTheirs(segments: readonly Segment[]): Timed {
  const answers: ReturnType<typeof performTheirs>[] = [];
  const started = now();
  for (const { theirs, translated } of segments) {
    for (const command of translated) answers.push(performTheirs(theirs, command));
  }
  const seconds = (now() - started) / 1_000;
  return { seconds, met: answers.flatMap((answer) => (answer === undefined ? [] : [takings(answer)])) };
}

function timeOurs(segments: readonly Segment[]): Timed {
  const answers: ReturnType<typeof perform>[] = [];
  const started = now();
  for (const { ours, commands } of segments) {
    for (const command of commands) answers.push(perform(ours, command));
  }
  const seconds = (now() - started) / 1_000;
  return { seconds, met: answers.flatMap((answer) => (answer === undefined ? [] : [answer.map(inShort)])) };
}

const inShort = ({ maker, price, quantity }: Fill): Taking => [maker, price, quantity];

function requireSame(theirs: Timed['met'], ours: Timed['met']): void {
  if (!isDeepStrictEqual(theirs, ours)) throw new CheckFailed('the two books traded differently');
}

function requireSameDepth(ours: OrderBook, theirs: TheirBook): void {
  const { buy, sell } = ours.depth(Infinity);
  const [asks, bids] = theirs.depth();
  const told = (levels: typeof buy) => levels.map(({ price, quantity }) => [price, quantity]);
  const sorted = (levels: readonly [number, number][], sign: number) =>
    [...levels].sort(([a], [b]) => sign * (a - b));
  if (!isDeepStrictEqual([told(sell), told(buy)], [sorted(asks, 1), sorted(bids, -1)])) {
    throw new CheckFailed('the two books hold different orders');
  }
}

/** Rebuilding, looking and undoing on a large book. */
function alone(resting: number): Note {
  const mix = MIXES[1] ?? { name: '', cancel: 0, market: 0 };
  const stream = new BookStream(1, mix);
  const orders = Array.from({ length: resting }, () => stream.passive());
  const rebuilds = Array.from({ length: 3 }, () => {
    const started = now();
    const book = new OrderBook();
    for (const order of orders) book.restore(order);
    return { book, ms: now() - started };
  });
  const book = rebuilds.at(-1)?.book ?? new OrderBook();
  const looks = 100_000;
  const looked = time(() => {
    for (let at = 0; at < looks; at++) book.depth(5);
  });
  const batch = 5_000;
  const [marked, undone]: [number[], number[]] = [[], []];
  for (let round = 0; round < 20; round++) {
    const commands = stream.next(batch, book);
    const before = [book.size, book.depth(10)];
    const mark = book.mark();
    marked.push(time(() => commands.forEach((command) => perform(book, command))));
    undone.push(time(() => book.rollback(mark)));
    if (!isDeepStrictEqual(before, [book.size, book.depth(10)]))
      throw new CheckFailed('undone, yet not the same');
    book.release();
  }
  const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
  return {
    about: `order book alone, ${resting.toLocaleString('en')} orders resting`,
    lines: [
      `rebuilt in ${ms(median(rebuilds.map((each) => each.ms)))}`,
      `depth of five levels: ${((looked * 1_000) / looks).toFixed(2)} µs`,
      `${batch.toLocaleString('en')} commands (${mix.name}) with changes kept: ${ms(median(marked))}, undone in ${ms(median(undone))}`,
    ],
  };
}

function time(work: () => void): number {
  const started = now();
  work();
  return now() - started;
}
