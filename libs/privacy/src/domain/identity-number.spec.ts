import fc from 'fast-check';
import { checkCharacter, normaliseIdentityNumber, readIdentityNumber } from './identity-number';

/** ISO 7064 MOD 11-2 as its text has it: each digit is added and the sum doubled; the whole leaves 1 by 11. */
function naiveIsRight(number: string): boolean {
  let sum = 0;
  for (const digit of number.slice(0, 17)) sum = ((sum + Number(digit)) * 2) % 11;
  const last = number.at(-1) === 'X' ? 10 : Number(number.at(-1));
  return (sum + last) % 11 === 1;
}

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const digits = fc
  .tuple(fc.integer({ min: 110000, max: 659999 }), day, fc.integer({ min: 0, max: 999 }))
  .map(([area, date, order]) => `${area}${date.replaceAll('-', '')}${String(order).padStart(3, '0')}`);

describe('identity numbers (GB 11643)', () => {
  it('the check character is that of ISO 7064 MOD 11-2, and no other is taken', () => {
    fc.assert(
      fc.property(digits, (first) => {
        for (const check of '0123456789X') {
          const number = first + check;
          expect(readIdentityNumber(number) !== undefined).toBe(naiveIsRight(number));
        }
        expect(naiveIsRight(first + checkCharacter(first))).toBe(true);
      }),
    );
  });

  it('one wrong digit, or two neighbours exchanged, is found', () => {
    fc.assert(
      fc.property(digits, fc.nat(16), fc.integer({ min: 1, max: 9 }), (first, at, more) => {
        const right = first + checkCharacter(first);
        const wrong = right.slice(0, at) + String((Number(right[at]) + more) % 10) + right.slice(at + 1);
        expect(readIdentityNumber(wrong)).toBeUndefined();
        const neighbours = right.charAt(at + 1) + right.charAt(at);
        const exchanged = right.slice(0, at) + neighbours + right.slice(at + 2);
        if (exchanged !== right) expect(readIdentityNumber(exchanged)).toBeUndefined();
      }),
    );
  });

  it('the birth date is read, and must exist', () => {
    fc.assert(
      fc.property(digits, (first) => {
        const read = readIdentityNumber(first + checkCharacter(first));
        const date = first.slice(6, 14);
        expect(read).toMatchObject({ birthDate: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` });
      }),
    );
    for (const date of ['19900230', '19901301', '20230229']) {
      const first = `110101${date}001`;
      expect(readIdentityNumber(first + checkCharacter(first))).toBeUndefined();
    }
  });

  it('the example of the standard is right', () => {
    expect(readIdentityNumber('11010519491231002X')).toMatchObject({ birthDate: '1949-12-31' });
    expect(readIdentityNumber(' 11010519491231002x ')).toMatchObject({ number: '11010519491231002X' });
  });

  it('passports of China stand alone, of other states behind their letters', () => {
    for (const number of ['E12345678', 'ea1234567', 'DEU:C01X00T47', 'usa:123456789']) {
      expect(readIdentityNumber(number)).toEqual({
        kind: 'passport',
        number: normaliseIdentityNumber(number),
      });
    }
    for (const number of ['', '123456789', 'C01X00T47', 'DE:C01X00T47', 'DEU:C01', '110105194912310']) {
      expect(readIdentityNumber(number)).toBeUndefined();
    }
  });
});
