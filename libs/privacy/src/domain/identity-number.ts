import { type ChinaDate, parseChinaDate } from '@carbon/kernel';

/** What an identity number says of itself. */
export type IdentityNumber =
  | { readonly kind: 'resident-id'; readonly number: string; readonly birthDate: ChinaDate }
  | { readonly kind: 'passport'; readonly number: string };

const RESIDENT_ID = /^[1-9]\d{16}[\dX]$/;
/** Passports of China: a letter and eight digits, or two letters and seven. */
const PASSPORT_OF_CHINA = /^(?:[A-Z]\d{8}|[A-Z]{2}\d{7})$/;
/** Passports of other states stand behind the three letters of the state (ICAO 9303), for their numbers may be equal. */
const PASSPORT_OF_STATE = /^[A-Z]{3}:[A-Z0-9]{6,9}$/;

/** ISO 7064 MOD 11-2 as GB 11643 writes it: weights of the first 17 digits, and the check character of a remainder. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';

/** The check character of the first 17 digits of a resident identity number (GB 11643). */
export function checkCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return CHECKS.charAt(sum % CHECKS.length);
}

/** One way to write an identity number. */
export function normaliseIdentityNumber(text: string): string {
  return text.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
}

/** Reads a resident identity number (居民身份证号, GB 11643) or a passport number; undefined when it is neither. */
export function readIdentityNumber(text: string): IdentityNumber | undefined {
  const number = normaliseIdentityNumber(text);
  if (RESIDENT_ID.test(number)) {
    const birthDate = dayOf(number.slice(6, 14));
    if (birthDate === undefined || checkCharacter(number) !== number[17]) return undefined;
    return { kind: 'resident-id', number, birthDate };
  }
  return PASSPORT_OF_CHINA.test(number) || PASSPORT_OF_STATE.test(number)
    ? { kind: 'passport', number }
    : undefined;
}

function dayOf(digits: string): ChinaDate | undefined {
  try {
    return parseChinaDate(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`);
  } catch {
    return undefined;
  }
}
