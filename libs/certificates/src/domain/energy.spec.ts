import { MAX_QUANTITY, Refusal } from '@carbon/kernel';
import fc from 'fast-check';
import { formatKwh, formatMwh, MAX_READING_WH, parseKwh, parseMwh, wh } from './energy';

function ruleOf(parse: () => unknown): string | undefined {
  try {
    parse();
  } catch (error) {
    if (error instanceof Refusal) return error.fields[0]?.rule;
    throw error;
  }
  return undefined;
}

describe('energy', () => {
  it('GEC-001 kWh and MWh are read exactly into Wh', () => {
    expect(parseKwh('7199590')).toBe(7_199_590_000n);
    expect(parseKwh('0.001')).toBe(1n);
    expect(parseMwh('12345.678')).toBe(12_345_678_000n);
    expect(parseMwh('0.000001')).toBe(1n);
    expect(parseMwh('0')).toBe(0n);
  });

  it('GEC-001 a figure that a binary float would round keeps every digit', () => {
    expect(parseMwh('99999999.999999')).toBe(99_999_999_999_999n);
    expect(formatMwh(wh(99_999_999_999_999n))).toBe('99999999.999999');
  });

  it('zeros behind the last place change nothing', () => {
    expect(parseKwh('1.5000000')).toBe(1_500n);
  });

  it.each([
    ['a negative figure', '-1', 'negative'],
    ['less than 1 Wh', '1.0001', 'resolution'],
    ['an exponent', '1e3', 'decimal'],
    ['a leading zero', '007', 'decimal'],
    ['a leading point', '.5', 'decimal'],
    ['a trailing point', '5.', 'decimal'],
    ['a plus sign', '+5', 'decimal'],
    ['a thousands separator', '1,000', 'decimal'],
    ['white space', ' 1', 'decimal'],
    ['a line end', '1\n', 'decimal'],
    ['full-width digits', '１２', 'decimal'],
    ['hexadecimal', '0x10', 'decimal'],
    ['an empty string', '', 'decimal'],
    ['a JSON number', 12, 'decimal'],
    ['nothing', null, 'decimal'],
    ['an endless figure', '9'.repeat(1_000_000), 'decimal'],
    ['more than the maximum', '999999999000.001', 'maximum'],
  ])('%s is refused', (_, text, rule) => {
    expect(ruleOf(() => parseKwh(text))).toBe(rule);
  });

  it('the maximum itself is accepted, and the refusal names the field', () => {
    expect(parseMwh('999999999')).toBe(MAX_READING_WH);
    expect(() => parseMwh('x', 'months[3].energyMwh')).toThrow('months[3].energyMwh');
  });

  it('an energy cannot be negative or larger than the database holds', () => {
    expect(() => wh(-1n)).toThrow(RangeError);
    expect(() => wh(MAX_QUANTITY + 1n)).toThrow(RangeError);
  });

  it('what is written is read back as the same energy', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_READING_WH }), (count) => {
        expect(parseKwh(formatKwh(wh(count)))).toBe(count);
        expect(parseMwh(formatMwh(wh(count)))).toBe(count);
      }),
    );
  });
});
