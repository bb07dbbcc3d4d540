import { parsePowerPrice, yuanPerKwh } from './price';

it.each([
  ['0.425', 4_250n, '0.4250'],
  ['1', 10_000n, '1.0000'],
  ['0.0001', 1n, '0.0001'],
  ['2.0000', 20_000n, '2.0000'],
])('S30 %s yuan per kWh are %s hundredths of a fen', (text, price, written) => {
  expect(parsePowerPrice(text, 'price')).toBe(price);
  expect(yuanPerKwh(price)).toBe(written);
});

it.each(['0', '0.0000', '0.00001', '1e2', '-1', '.5', ''])('S30 %j is no price', (text) => {
  expect(() => parsePowerPrice(text, 'price')).toThrow('INPUT_MALFORMED');
});
