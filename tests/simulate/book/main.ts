import { parseArgs } from 'node:util';
import { MAX_TICK } from '../../../libs/market/src/domain/index';
import { Random } from '../random';
import { type Draw, Duel, type Verb } from './duel';

/** Commands of one story: one book from empty, with its own habits. */
const STORY = 20_000;
const COMPARED_EVERY = 20;

/** How often each verb comes, in a hundred; the rest are cancellations. */
const WEIGHTS: readonly (readonly [Verb, number])[] = [
  ['place', 36],
  ['rest', 8],
  ['pick', 10],
  ['replace', 14],
  ['expire', 3],
  ['mark', 2],
  ['rollback', 2],
  ['release', 1],
];

interface Habits {
  readonly lowest: number;
  readonly prices: number;
  readonly quantities: number;
  readonly owners: number;
  readonly most: number;
}

function habits(random: Random): Habits {
  const prices = random.pick([3, 12, 100, 5_000, MAX_TICK]);
  return {
    lowest: random.pick([1, MAX_TICK - prices + 1]),
    prices,
    quantities: random.pick([2, 40, 99_999]),
    owners: random.pick([2, 5, 60]),
    most: random.pick([5, 40, 150]),
  };
}

function draw(random: Random, { lowest, prices, quantities, owners, most }: Habits, size: number): Draw {
  let left = random.below(100);
  const drawn = WEIGHTS.find(([, weight]) => (left -= weight) < 0)?.[0] ?? 'cancel';
  return {
    verb: size > most && (drawn === 'place' || drawn === 'rest') ? 'cancel' : drawn,
    side: random.chance(0.5) ? 'buy' : 'sell',
    owner: random.below(owners),
    price: lowest + random.below(prices),
    quantity: 1 + random.below(quantities),
    days: random.chance(0.6) ? 0 : 1 + random.below(4),
    target: random.below(MAX_TICK),
    levels: random.below(7),
    matches: random.chance(0.6),
  };
}

function play(seed: number, commands: number): Duel {
  const random = new Random(seed);
  const style = habits(random);
  const duel = new Duel();
  for (let step = 1; step <= commands; step++) {
    try {
      duel.step(draw(random, style, duel.model.orders.length));
      if (step % COMPARED_EVERY === 0) duel.compare(6);
    } catch (error) {
      throw new Error(`seed ${seed}, command ${step}`, { cause: error });
    }
  }
  return duel;
}

/**
 * `npm run simulate:book -- --commands 3000000 [--seed 7]`: plays random commands to the order book and to the naive
 * model until they differ. Every story names its seed when it fails; `--seed` begins with that one.
 */
function main(): void {
  const { values } = parseArgs({
    options: { commands: { type: 'string', default: '1000000' }, seed: { type: 'string' } },
  });
  const first = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
  const told = { commands: 0, trades: 0, refusals: 0, rollbacks: 0 };
  process.stdout.write(`first seed ${first}\n`);
  for (let seed = first; told.commands < Number(values.commands); seed++) {
    const commands = Math.min(STORY, Number(values.commands) - told.commands);
    const { trades, refusals, undone } = play(seed, commands);
    told.commands += commands;
    told.trades += trades;
    told.refusals += refusals;
    told.rollbacks += undone;
    if ((seed - first) % 10 === 9) process.stdout.write(`seed ${seed}: ${JSON.stringify(told)}\n`);
  }
  process.stdout.write(`the same throughout: ${JSON.stringify(told)}\n`);
}

main();
