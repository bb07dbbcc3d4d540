import { accountNumber, checkDigits, isAccountNumber } from './account-number';

it('REG-014 AC-142 the account UK-100-50001-2-12 is invalid: its check digits are others', () => {
  expect(checkDigits('UK', 100, 50001, 2)).not.toBe(12);
});

it('REG-014 a number with its check digits has remainder 1 by 97', () => {
  // identifier, U = 30, K = 20, type, period, check digits
  const cd = checkDigits('UK', 100, 50001, 2);
  expect(BigInt(`50001302010002${cd.toString().padStart(2, '0')}`) % 97n).toBe(1n);
});

it('every account number we make is one; with one digit changed or two swapped it is not', () => {
  for (let id = 1024; id < 3000; id += 37) {
    const number = accountNumber('holding', id);
    expect(isAccountNumber(number)).toBe(true);
    const [prefix, type, identifier, period, check] = number.split('-') as [
      string,
      string,
      string,
      string,
      string,
    ];
    for (let at = 0; at < identifier.length; at++) {
      const digit = (Number(identifier[at]) + 1) % 10;
      const changed = identifier.slice(0, at) + digit.toString() + identifier.slice(at + 1);
      expect(isAccountNumber([prefix, type, changed, period, check].join('-'))).toBe(false);
    }
    const swapped = identifier.slice(0, 2) + identifier[3]! + identifier[2]!;
    if (swapped !== identifier)
      expect(isAccountNumber([prefix, type, swapped, period, check].join('-'))).toBe(false);
  }
});

it.each([
  '',
  'CL-100-1024-0',
  'SYSTEM-ISSUANCE',
  'CL-100-01024-0-3',
  "CL-100-1024-0-3'; --",
  'cl-100-1024-0-3',
])('%p is no account number', (text) => expect(isAccountNumber(text)).toBe(false));
