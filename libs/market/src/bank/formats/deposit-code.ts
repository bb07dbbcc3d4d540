import { accountNumber, isAccountNumber } from '@carbon/ledger';

/** ISO 11649: what begins every creditor reference, and the divisor of its check digits (MOD 97-10). */
const PREFIX = 'RF';
const DIVISOR = 97n;
const SCHEME = 'CLD';
/** Digits of an account's identifier, filled up: a code has one length, whatever is printed behind it. */
const IDENTIFIER_DIGITS = 10;

const CODE = new RegExp(`${PREFIX}(\\d{2})${SCHEME}(\\d{${IDENTIFIER_DIGITS}})`, 'g');
const FUNDS = /^CL-200-([1-9]\d{0,9})-0-\d{1,2}$/;

/** A = 10 … Z = 35, as MOD 97-10 has it. */
const digits = (text: string) =>
  text.replaceAll(/[A-Z]/g, (letter) => (letter.charCodeAt(0) - 55).toString());

function checkOf(body: string): string {
  const rest = BigInt(digits(`${body}${PREFIX}00`)) % DIVISOR;
  return (DIVISOR + 1n - rest).toString().padStart(2, '0');
}

/**
 * The deposit code of a funds account: an ISO 11649 creditor reference, `RF` with two check digits, that a remitter writes
 * into the text of a payment.
 * @throws RangeError for what is no number of a funds account
 */
export function depositCodeOf(account: string): string {
  const [, identifier] = FUNDS.exec(account) ?? [];
  if (identifier === undefined || !isAccountNumber(account)) throw new RangeError('not a funds account');
  const body = `${SCHEME}${identifier.padStart(IDENTIFIER_DIGITS, '0')}`;
  return `${PREFIX}${checkOf(body)}${body}`;
}

/** The code as it is printed, in groups of four. */
export const printedCode = (code: string): string => code.replaceAll(/(.{4})(?=.)/g, '$1 ');

/**
 * The funds accounts whose codes stand in a text, each once, in the order in which they stand. Widths of characters, capitals,
 * spaces and hyphens are of no matter; codes with wrong check digits are none.
 */
export function accountsNamedIn(text: string): readonly string[] {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');
  const found = new Set<string>();
  for (const [, check = '', identifier = ''] of plain.matchAll(CODE)) {
    if (checkOf(`${SCHEME}${identifier}`) !== check || Number(identifier) === 0) continue;
    found.add(accountNumber('funds', Number(identifier)));
  }
  return [...found];
}
