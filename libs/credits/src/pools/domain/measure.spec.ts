import { formatGrams, parseGrams, sumWithin } from '@carbon/kernel';
import { formatMeasure, parseFactor, parseMeasure, reductionOf } from './measure';

it.each([
  ['0', 0n],
  ['1256.8', 1_256_800_000n],
  ['0.000001', 1n],
  ['1250000', 1_250_000_000_000n],
])('%s g are %s micrograms, there and back', (text, amount) => {
  expect(parseGrams(text, 'grams')).toBe(amount);
  expect(formatGrams(amount)).toBe(text);
});

it.each(['-1', '1.1234567', '01', '1e3', '', ' 1', '１', '12345678901234'])('%p are no grams', (text) => {
  expect(() => parseGrams(text, 'grams')).toThrow('INPUT_MALFORMED');
});

it('energy times a factor is exact: 1,234.567 kWh at 0.5703 t/MWh are 704,073.5601 g', () => {
  const wh = parseMeasure('kwh', '1234.567', 'value');
  const reduction = reductionOf('kwh', wh, parseFactor('0.5703', 'factor'));
  expect(formatGrams(reduction ?? 0n)).toBe('704073.5601');
});

it.each(['0', '0.0000001', '-0.5', '1e-3', '', '1000'])('%p is no factor', (text) => {
  expect(() => parseFactor(text, 'factor')).toThrow('INPUT_MALFORMED');
});

it('a weight is no reduction, and is told as it came', () => {
  const weight = parseMeasure('weight', '12.5', 'weight');
  expect(reductionOf('weight', weight, null)).toBeUndefined();
  expect(formatMeasure('weight', weight)).toBe('12.5');
  expect(formatMeasure('micrograms', 12n)).toBe('12');
});

it('more than can be counted is refused, not wrapped', () => {
  expect(() => sumWithin([9_223_372_036_854_775_807n, 1n], 'rows')).toThrow('INPUT_MALFORMED');
});
