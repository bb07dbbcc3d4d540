import fc from 'fast-check';
import { splitExactly } from './split-exactly';

const claims = (...weights: number[]) =>
  weights.map((weight, n) => ({ key: `m${n}`, weight: BigInt(weight) }));

it('CNV-002 what is left goes to the largest remainders, equal ones by key', () => {
  expect([...splitExactly(100n, claims(1, 1, 1))]).toEqual([
    ['m0', 34n],
    ['m1', 33n],
    ['m2', 33n],
  ]);
  expect([...splitExactly(10n, claims(1, 5, 4)).values()]).toEqual([1n, 5n, 4n]);
  expect([...splitExactly(7n, claims(3, 2, 2)).values()]).toEqual([3n, 2n, 2n]);
  expect([...splitExactly(2n, claims(10, 45, 45)).values()]).toEqual([0n, 1n, 1n]);
});

it('CNV-002 parts sum to the amount, none is below zero, none above its weight when the amount is not above all', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(weights, fc.bigInt({ min: 0n, max: 10n ** 16n }), (list, wanted) => {
      const all = list.reduce((sum, weight) => sum + weight, 0n);
      const amount = all === 0n ? 0n : wanted % (all + 1n);
      const shares = splitExactly(
        amount,
        list.map((weight, n) => ({ key: String(n), weight })),
      );
      expect([...shares.values()].reduce((sum, share) => sum + share, 0n)).toBe(amount);
      list.forEach((weight, n) => {
        const share = shares.get(String(n)) ?? -1n;
        expect(share >= 0n && share <= weight).toBe(true);
      });
    }),
  );
});

it('the order of the claims changes no part', () => {
  const forth = claims(7, 3, 3, 9, 1);
  const back = [...forth].reverse();
  for (let amount = 0n; amount < 30n; amount += 1n) {
    expect(Object.fromEntries(splitExactly(amount, back))).toEqual(
      Object.fromEntries(splitExactly(amount, forth)),
    );
  }
});

it.each([
  ['an amount nobody has a claim on', 1n, claims(0, 0)],
  ['a negative amount', -1n, claims(1)],
  ['a negative weight', 1n, claims(1, -1)],
  ['a key that stands twice', 1n, [...claims(1), ...claims(1)]],
])('%s is a fault', (_, amount, list) => {
  expect(() => splitExactly(amount, list)).toThrow(RangeError);
});
