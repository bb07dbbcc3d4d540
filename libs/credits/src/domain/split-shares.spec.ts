import fc from 'fast-check';
import { moreConservative, wholeTonnes } from './conservative';
import { type Participant, SHARE_PARTS, splitShares } from './split-shares';

const sum = (amounts: Iterable<bigint>) => [...amounts].reduce((total, amount) => total + amount, 0n);
const people = (count: number, weight: (at: number) => bigint): Participant[] =>
  Array.from({ length: count }, (_, at) => ({ id: `P${String(at).padStart(5, '0')}`, weight: weight(at) }));

describe('shares of a pool', () => {
  it('largest remainders first, ties to the smaller id', () => {
    const split = (total: bigint, ...weights: bigint[]) =>
      splitShares(
        total,
        people(weights.length, (at) => weights[at]!),
      ).map(({ amount }) => amount);
    expect(split(10n, 1n, 1n, 1n)).toEqual([4n, 3n, 3n]);
    expect(split(11n, 1n, 1n, 1n)).toEqual([4n, 4n, 3n]);
    expect(split(10n, 5n, 3n, 1n)).toEqual([6n, 3n, 1n]);
    expect(split(0n, 1n, 2n)).toEqual([0n, 0n]);
    expect(split(7n, 0n, 1n)).toEqual([0n, 7n]);
  });

  it.each([
    ['537 households, tonnes', 537, 1_234n],
    ['537 households, fen', 537, 98_765_432_101n],
    ['2,500 farmers, tonnes', 2_500, 901n],
    ['2,500 farmers, fen', 2_500, 3_141_592_653n],
  ])('CNV-002 %s: every unit has one owner, and each is within one of the exact share', (_, count, total) => {
    const all = people(count, (at) => BigInt(1 + ((at * 7_919) % 997)));
    const weights = sum(all.map(({ weight }) => weight));
    const shares = splitShares(total, all);
    expect(sum(shares.map(({ amount }) => amount))).toBe(total);
    expect(sum(shares.map(({ carried }) => carried))).toBe(0n);
    shares.forEach(({ amount }, at) => {
      const least = (total * all[at]!.weight) / weights;
      expect(amount === least || amount === least + 1n).toBe(true);
    });
  });

  it('the order in which participants are named changes nothing', () => {
    const all = people(537, (at) => BigInt(1 + (at % 3)));
    const byId = new Map(splitShares(1_000n, all).map((share) => [share.id, share]));
    for (const share of splitShares(1_000n, all.toReversed())) expect(share).toEqual(byId.get(share.id));
  });

  it('what rounding left open is carried: over many splits nobody loses a unit', () => {
    let all = people(3, () => 1n);
    const received = [0n, 0n, 0n];
    for (let round = 0; round < 30; round++) {
      const shares = splitShares(10n, all);
      shares.forEach(({ amount }, at) => (received[at] = received[at]! + amount));
      all = shares.map(({ id, carried }) => ({ id, weight: 1n, carried }));
    }
    expect(received).toEqual([100n, 100n, 100n]);
  });

  it('for any weights and any carry: nobody below zero, sums exact, what is open kept', () => {
    const participant = fc.record({
      weight: fc.bigInt(0n, 10n ** 12n),
      open: fc.integer({ min: -999_999, max: 999_999 }),
    });
    fc.assert(
      fc.property(
        fc.array(participant, { minLength: 1, maxLength: 40 }),
        fc.bigInt(0n, 10n ** 15n),
        (given, total) => {
          const carry = given.map(({ open }) => BigInt(open));
          carry[0] = carry[0]! - sum(carry);
          const all = given.map(({ weight }, at) => ({
            id: `P${String(at).padStart(2, '0')}`,
            weight: at === 0 ? weight + 1n : weight,
            carried: carry[at]!,
          }));
          const shares = splitShares(total, all);
          expect(shares.every(({ amount }) => amount >= 0n)).toBe(true);
          expect(sum(shares.map(({ amount }) => amount))).toBe(total);
          expect(sum(shares.map(({ carried }) => carried))).toBe(0n);
        },
      ),
    );
  });

  it('over many splits with changing weights what is open stays within a unit of each', () => {
    const weights = fc.array(fc.bigInt(1n, 1_000n), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(weights, { minLength: 1, maxLength: 30 }), fc.bigInt(0n, 50n), (rounds, total) => {
        let carried = people(5, () => 0n).map(() => 0n);
        for (const round of rounds) {
          const all = people(5, (at) => round[at]!).map((one, at) => ({ ...one, carried: carried[at]! }));
          carried = splitShares(total, all).map((share) => share.carried);
          for (const open of carried) expect(open > -2n * SHARE_PARTS && open < 2n * SHARE_PARTS).toBe(true);
        }
      }),
    );
  });

  it.each([
    ['a negative total', -1n, people(1, () => 1n), 'below zero cannot be split'],
    ['a negative weight', 1n, people(1, () => -1n), 'a weight is below zero'],
    ['no weight', 1n, people(2, () => 0n), 'nobody has any weight'],
    ['nobody', 1n, [], 'nobody has any weight'],
    ['a name twice', 1n, [...people(1, () => 1n), ...people(1, () => 1n)], 'stands twice'],
  ])('%s is refused', (_, total, all, message) => {
    expect(() => splitShares(total, all)).toThrow(message);
  });
});

describe('whole tonnes', () => {
  it('CNV-002 the remainder is carried into the next issue, never rounded up', () => {
    expect(wholeTonnes('12.7')).toEqual({ wholeT: 12n, remainderT: '0.7' });
    expect(wholeTonnes('0.2', '0.7')).toEqual({ wholeT: 0n, remainderT: '0.9' });
    expect(wholeTonnes('0.1', '0.9')).toEqual({ wholeT: 1n, remainderT: '0' });
    expect(() => wholeTonnes('-1')).toThrow('below zero');
  });

  it('nothing is lost over any run of issues', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10 ** 9), { maxLength: 50 }), (grams) => {
        let carried = '0';
        let issued = 0n;
        for (const part of grams) {
          const { wholeT, remainderT } = wholeTonnes((part / 1_000_000).toFixed(6), carried);
          issued += wholeT;
          carried = remainderT;
        }
        const open = BigInt(Math.round(Number(carried) * 1_000_000));
        expect(issued * 1_000_000n + open).toBe(sum(grams.map(BigInt)));
      }),
    );
  });

  it('CCR-014 of two readings the one that makes the reduction smaller', () => {
    expect(moreConservative('10.5', '9.9', 'lower')).toBe('9.9');
    expect(moreConservative('10.5', '9.9', 'higher')).toBe('10.5');
  });
});
