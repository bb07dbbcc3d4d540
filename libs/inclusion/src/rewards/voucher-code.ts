import { randomBytes } from 'node:crypto';

/** Crockford's letters: none looks like another or like a digit. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 20;
const GROUP = 4;
const BITS_A_LETTER = 5;
const MASK = 31;

const CODE = new RegExp(`^[${LETTERS}]{${LENGTH}}$`);

/** What a QR code says before the code, so that a till knows what it reads. */
export const QR_PREFIX = 'CARBON-VOUCHER:';

/** A new code: a hundred random bits in letters that can be read aloud. */
export function newVoucherCode(): string {
  const bits = [...randomBytes(LENGTH)].map((byte) => LETTERS.charAt(byte & MASK));
  return bits.join('');
}

/** How many random bits a code has. */
export const CODE_BITS = LENGTH * BITS_A_LETTER;

/** A code as people read it: `7K3M-90QR-…`. */
export function shownCode(code: string): string {
  return (code.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}

/** What a QR code of it holds. */
export const qrPayload = (code: string): string => QR_PREFIX + code;

/** The code that somebody typed or scanned; undefined for what is none. O is read as 0, I and L as 1. */
export function readVoucherCode(typed: string): string | undefined {
  const upper = typed.trim().toUpperCase();
  const bare = (upper.startsWith(QR_PREFIX) ? upper.slice(QR_PREFIX.length) : upper)
    .replace(/[\s-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return CODE.test(bare) ? bare : undefined;
}
