import { compared, decimalOf, divided, ratioOf, roundedDown, roundedHalfUp, significantOf } from './ratio';

const of = (n: bigint, d: bigint) => ({ n, d });

it.each([
  [1n, 3n, 4, '0.3333'],
  [2n, 3n, 4, '0.6667'],
  [-2n, 3n, 4, '-0.6667'],
  [-1n, 100_000n, 4, '0'],
  [5n, 1n, 4, '5'],
  [1n, 8n, 2, '0.13'],
])('%s/%s in %i decimals is %s', (n, d, decimals, text) => {
  expect(decimalOf(of(n, d), decimals)).toBe(text);
});

it.each([
  [1n, 3n, '0.33334'],
  [1n, 30n, '0.033334'],
  [1n, 10n, '0.1'],
  [10n, 3n, '3.3334'],
  [43n, 25n, '1.72'],
  [1_234_567n, 1n, '1234567'],
  [2_469_135n, 2n, '1234568'],
  [99_999_999n, 100n, '1000000'],
])('%s/%s in five digits that count is %s, rounded up', (n, d, text) => {
  expect(significantOf(of(n, d), 5)).toBe(text);
});

it('whole parts of either sign', () => {
  expect([roundedDown(of(7n, 2n)), roundedDown(of(-7n, 2n)), roundedDown(of(-8n, 2n))]).toEqual([
    3n,
    -4n,
    -4n,
  ]);
  expect([roundedHalfUp(of(7n, 2n)), roundedHalfUp(of(10n, 3n))]).toEqual([4n, 3n]);
});

it('reads decimals, and keeps the denominator above 0', () => {
  expect(compared(ratioOf('-1.50'), of(-3n, 2n))).toBe(0n);
  expect(divided(of(1n, 2n), of(-1n, 3n))).toEqual(of(-3n, 2n));
  expect(() => divided(of(1n, 2n), of(0n, 3n))).toThrow(RangeError);
  for (const text of ['', '1.', '.5', '1e3', 'NaN']) expect(() => ratioOf(text)).toThrow(RangeError);
});
