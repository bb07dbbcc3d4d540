import fc from 'fast-check';
import { checkDigit } from './check-digit';

describe('ISO/IEC 7064 MOD 11,10', () => {
  it('gives 5 for 0794, the example of the standard', () => {
    expect(checkDigit('0794')).toBe('5');
  });

  it('finds every single wrong digit', () => {
    const digits = fc.stringMatching(/^\d{16}$/);
    fc.assert(
      fc.property(digits, fc.nat(15), fc.integer({ min: 1, max: 9 }), (text, place, change) => {
        const wrong = String((Number(text[place]) + change) % 10);
        expect(checkDigit(text.slice(0, place) + wrong + text.slice(place + 1))).not.toBe(checkDigit(text));
      }),
    );
  });

  it('is for digits only', () => {
    expect(() => checkDigit('07A4')).toThrow(RangeError);
    expect(() => checkDigit('')).toThrow(RangeError);
  });
});
