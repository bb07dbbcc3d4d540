import { accountNumber } from '@carbon/ledger';
import fc from 'fast-check';
import { accountsNamedIn, depositCodeOf, printedCode } from './deposit-code';

const funds = fc.integer({ min: 1_024, max: 2_147_483_647 }).map((id) => accountNumber('funds', id));

describe('deposit codes', () => {
  it('are ISO 11649 creditor references: MOD 97-10 over the code leaves one', () => {
    const [, check = '', body = ''] =
      /^RF(\d\d)(.*)$/.exec(depositCodeOf(accountNumber('funds', 1_040))) ?? [];
    const digits = `${body}RF${check}`.replaceAll(/[A-Z]/g, (letter) =>
      (letter.charCodeAt(0) - 55).toString(),
    );
    expect(BigInt(digits) % 97n).toBe(1n);
    expect(body).toBe('CLD0000001040');
  });

  it('name their account from any text, printed or not', () => {
    fc.assert(
      fc.property(
        funds,
        fc.constantFrom('入金 ', 'deposit:', '购碳款'),
        fc.nat(99_999_999),
        (account, before, after) => {
          const code = depositCodeOf(account);
          for (const shown of [code, printedCode(code), code.toLowerCase(), wide(code)])
            expect(accountsNamedIn(`${before}${shown} ${after}`)).toEqual([account]);
        },
      ),
    );
  });

  it('with one digit wrong, or two that changed places, are none', () => {
    fc.assert(
      fc.property(
        funds,
        fc.integer({ min: 0, max: 11 }),
        fc.integer({ min: 1, max: 9 }),
        (account, at, by) => {
          const code = depositCodeOf(account);
          const places = [2, 3, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
          const place = places[at] ?? 2;
          const digit = ((Number(code[place]) + by) % 10).toString();
          expect(accountsNamedIn(code.slice(0, place) + digit + code.slice(place + 1))).toEqual([]);
          const next = code[place + 1];
          if (place === 3 || next === undefined || next === code[place]) return;
          const swapped = `${code.slice(0, place)}${next}${code[place] ?? ''}${code.slice(place + 2)}`;
          expect(accountsNamedIn(swapped)).toEqual([]);
        },
      ),
    );
  });

  it('of several accounts are all told, each once', () => {
    const [one, two] = [accountNumber('funds', 2_000), accountNumber('funds', 3_000)];
    const [a, b] = [depositCodeOf(one), depositCodeOf(two)];
    expect(accountsNamedIn(`${a} ${b} ${a}`)).toEqual([one, two]);
  });

  it('belong to funds accounts only', () => {
    for (const other of [accountNumber('holding', 1_040), 'CL-200-1040-0-11', 'RF', ''])
      expect(() => depositCodeOf(other)).toThrow(RangeError);
  });
});

const wide = (text: string) =>
  text.replaceAll(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
