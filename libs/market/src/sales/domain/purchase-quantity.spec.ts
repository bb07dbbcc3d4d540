import { requirePortion } from './purchase-quantity';

const portions = { remaining: 95n, minimum: 20n, step: 10n };
const codeOf = (quantity: bigint): string => {
  try {
    requirePortion(quantity, portions);
    return 'sold';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

it.each([
  [20n, 'sold'],
  [90n, 'sold'],
  [95n, 'sold'],
  [10n, 'MARKET_QUANTITY_NOT_SOLD'],
  [25n, 'MARKET_QUANTITY_NOT_SOLD'],
  [96n, 'MARKET_QUANTITY_GONE'],
  [100n, 'MARKET_QUANTITY_GONE'],
])('of 95 left, at least 20 in steps of 10: %s is %s', (quantity, outcome) => {
  expect(codeOf(quantity)).toBe(outcome);
});

it('a rest below the minimum is sold whole', () => {
  const rest = { remaining: 5n, minimum: 20n, step: 10n };
  expect(() => requirePortion(5n, rest)).not.toThrow();
  expect(() => requirePortion(4n, rest)).toThrow('MARKET_QUANTITY_NOT_SOLD');
});
