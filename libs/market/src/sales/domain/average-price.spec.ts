import { averagePrice } from './average-price';

it.each([
  [100n, 1n, '100.00'],
  [10n, 3n, '3.33'],
  [20n, 3n, '6.67'],
  [1n, 200n, '0.01'],
  [1n, 201n, '0.00'],
  [27_670_116_110_564_327_421n, 3n, '9223372036854775807.00'],
])('%s fen for %s units are %s fen each', (amount, quantity, price) => {
  expect(averagePrice(amount, quantity)).toBe(price);
});

it('of nothing there is none', () => {
  expect(() => averagePrice(0n, 0n)).toThrow(RangeError);
});
