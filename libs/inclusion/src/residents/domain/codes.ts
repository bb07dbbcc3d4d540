/** Crockford's digits: none is taken for another when it is read aloud. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 10;
const HALF_LENGTH = 5;

/**
 * A code of ten digits, 50 bits, out of random bytes.
 * @param bytes ten at least; five bits of each are used
 */
export function codeOf(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, CODE_LENGTH), (byte) => DIGITS[byte % DIGITS.length]).join('');
}

/** As it is shown: `7K2MD-Q0X4T`. */
export function shownCode(code: string): string {
  return `${code.slice(0, HALF_LENGTH)}-${code.slice(HALF_LENGTH)}`;
}

/** One way to write a code, however it was typed: O is 0, I and L are 1. */
export function normalCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}

/** The public code of a resident: `R-` and a code that says nothing of anybody. */
export function residentCode(bytes: Uint8Array): string {
  return `R-${codeOf(bytes)}`;
}
