import { checkDigits } from '@carbon/ledger/domain';
import fc from 'fast-check';
import { accountCheckDigits } from './account-check-digits';

const context = { today: '2026-03-13' } as const;
const run = (input: unknown) => accountCheckDigits(input, context);

describe('calculator account-check-digits', () => {
  it('AC-142 REG-014 account UK-100-50001-2-12 is not valid: its check digits are 11', () => {
    const answer = run({ type: 100, identifier: 50001, period: 2, prefix: 'UK' });
    expect(answer).toMatchObject({ checkDigits: 11, number: 'UK-100-50001-2-11', rules: ['REG-014'] });
    expect(answer.number).not.toBe('UK-100-50001-2-12');
  });

  it('REG-014 every number with its check digits leaves the remainder 1, and no other two digits do', () => {
    const letters = fc.integer({ min: 10, max: 35 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 1, max: 9_999_999_999 }),
        fc.integer({ min: 0, max: 99 }),
        fc.tuple(letters, letters),
        (type, identifier, period, [first, second]) => {
          const letter = (code: number) => String.fromCharCode(code + 55);
          const { checkDigits: digits } = run({
            type,
            identifier,
            period,
            prefix: letter(first) + letter(second),
          });
          const number =
            String(identifier) +
            String(first) +
            String(second) +
            String(type).padStart(3, '0') +
            String(period).padStart(2, '0');
          const passing = Array.from({ length: 97 }, (_, at) => at + 2).filter(
            (check) => BigInt(number + String(check).padStart(2, '0')) % 97n === 1n,
          );
          expect(passing).toEqual([digits]);
        },
      ),
    );
  });

  it('REG-014 without a prefix it is an account of this registry; digits may come as text', () => {
    expect(run({ type: '100', identifier: '1024', period: '0' })).toMatchObject({
      checkDigits: checkDigits('CL', 100, 1024, 0),
      number: 'CL-100-1024-0-28',
    });
  });

  it.each([
    [{}, ['type', 'identifier', 'period']],
    [{ type: 1000, identifier: 0, period: 100 }, ['type', 'identifier', 'period']],
    [{ type: 100, identifier: 1.5, period: -1 }, ['identifier', 'period']],
    [{ type: 100, identifier: 1, period: 0, prefix: 'uk' }, ['prefix']],
    [{ type: 100, identifier: 1, period: 0, Prefix: 'UK' }, ['Prefix']],
  ])('%j is refused by name', (input, fields) => {
    for (const field of fields) expect(() => run(input)).toThrow(field);
  });
});
