import fc from 'fast-check';
import { type Block, BlockBook, type Piece } from './block-book';

const INSTRUMENT = 1;
const SERIALS = 60;
const OWNERS = [1024, 1025, 1026];

/** The same in the plainest form: who has each serial, as which part, brought by which transfer. */
type Units = { account: number; part: number; journal: bigint }[];

function unitsOf(blocks: readonly Block[]): Units {
  const units: Units = [];
  for (const { first, last, account, part, journal } of blocks) {
    for (let serial = Number(first); serial <= Number(last); serial++)
      units[serial] = { account, part, journal };
  }
  return units;
}

/** What the database would hold after the changes of a book. */
function applied(before: readonly Block[], book: BlockBook): Block[] {
  const changes = book.changes();
  return [...before.filter((block) => !changes.old.includes(block)), ...changes.new];
}

const start = (): Block[] => [
  { instrument: INSTRUMENT, account: 1024, part: 0, first: 1n, last: 25n, journal: 1n },
  { instrument: INSTRUMENT, account: 1025, part: 0, first: 26n, last: 40n, journal: 2n },
  { instrument: INSTRUMENT, account: 1024, part: 3, first: 41n, last: BigInt(SERIALS), journal: 3n },
];

interface Step {
  from: number;
  part: number;
  to: number;
  toPart: number;
  quantity: number;
  hold: boolean;
  undo: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  from: fc.constantFrom(...OWNERS),
  part: fc.constantFrom(0, 1, 3),
  to: fc.constantFrom(...OWNERS),
  toPart: fc.constantFrom(0, 1, 3),
  quantity: fc.integer({ min: 1, max: 30 }),
  hold: fc.boolean(),
  undo: fc.boolean(),
});

it('INV-02 whatever is split, moved, merged and taken back: every serial has one place, and the plain model agrees', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const blocks = start();
      const book = new BlockBook();
      book.load(blocks);
      const units = unitsOf(blocks);
      steps.forEach(({ from, part, to, toPart, quantity, hold, undo }, at) => {
        const target = hold ? from : to;
        const journal = BigInt(-at - 1);
        const pieces = book.take(INSTRUMENT, from, part, BigInt(quantity));
        const has = units.filter((unit) => unit.account === from && unit.part === part).length;
        expect(pieces === undefined).toBe(has < quantity);
        if (pieces !== undefined) {
          book.give(INSTRUMENT, target, toPart, pieces, hold ? undefined : journal);
          if (!undo) move(units, pieces, { account: target, part: toPart }, hold ? undefined : journal);
        }
        if (undo || pieces === undefined) book.undo();
        else book.keep();
      });
      const after = applied(blocks, book);
      expect(after.reduce((sum, block) => sum + Number(block.last - block.first) + 1, 0)).toBe(SERIALS);
      expect(unitsOf(after)).toEqual(units);
      expectMerged(after);
    }),
    { numRuns: 400 },
  );
});

function move(
  units: Units,
  pieces: readonly Piece[],
  place: { account: number; part: number },
  journal?: bigint,
) {
  for (const { first, last, previous } of pieces) {
    for (let serial = Number(first); serial <= Number(last); serial++) {
      expect(units[serial]?.journal).toBe(previous);
      units[serial] = { ...place, journal: journal ?? previous };
    }
  }
}

/** Neighbours of one owner, part and history that were touched are one block. */
function expectMerged(blocks: readonly Block[]) {
  const sorted = [...blocks].sort((a, b) => Number(a.first - b.first));
  sorted.slice(1).forEach((block, at) => {
    const before = sorted[at]!;
    const same =
      before.account === block.account && before.part === block.part && before.journal === block.journal;
    if (same && before.last + 1n === block.first)
      throw new Error(`${before.last.toString()} and its neighbour are apart`);
  });
}

it('SER-004 part of a block: the head stays, the tail moves', () => {
  const book = new BlockBook();
  book.load([{ instrument: 1, account: 1024, part: 0, first: 1n, last: 1000n, journal: 1n }]);
  expect(book.take(1, 1024, 0, 300n)).toEqual([{ first: 701n, last: 1000n, previous: 1n }]);
});

it('named serials out of the middle: both ends stay', () => {
  const book = new BlockBook();
  const blocks = start();
  book.load(blocks);
  const taken = book.takeSerials(INSTRUMENT, 1024, 0, [{ first: 10n, last: 12n }]);
  expect(taken).toEqual([{ first: 10n, last: 12n, previous: 1n }]);
  expect(book.changes().new.map(({ first, last }) => [first, last])).toEqual([
    [1n, 9n],
    [13n, 25n],
  ]);
});

it.each([
  [20n, 26n],
  [26n, 27n],
  [60n, 61n],
  [100n, 100n],
])('serials %s-%s are not wholly the holder’s: the range is named', (first, last) => {
  const book = new BlockBook();
  book.load(start());
  expect(book.takeSerials(INSTRUMENT, 1024, 0, [{ first, last }])).toEqual({ notHeld: { first, last } });
});
