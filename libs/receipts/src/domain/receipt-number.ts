import type { ChinaDate } from '@carbon/kernel';

/** Numbers of receipts: two letters of the source, day, serial, check digit (X): `CR-20261120-00000017-3`. */
export const RECEIPT_NUMBER = /^[A-Z]{2}-\d{8}-\d{8,19}-\d$/;

/** What all numbers of one source begin with. */
export function prefixOf(number: string): string {
  return number.slice(0, 2);
}

/** @throws RangeError unless the prefix is two letters */
export function receiptNumber(prefix: string, day: ChinaDate, serial: bigint): string {
  if (!/^[A-Z]{2}$/.test(prefix)) throw new RangeError('a prefix is two letters');
  const date = day.replaceAll('-', '');
  const number = serial.toString().padStart(8, '0');
  return `${prefix}-${date}-${number}-${checkDigit(date + number)}`;
}

/** Whether a text has the form of a number and its check digit is right. */
export function isReceiptNumber(text: string): boolean {
  if (!RECEIPT_NUMBER.test(text)) return false;
  const [, day = '', serial = '', digit] = text.split('-');
  return checkDigit(day + serial) === digit;
}

/** ISO/IEC 7064 MOD 11,10: finds every wrong digit and all but very few swaps of neighbours. */
function checkDigit(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
}
