import { MAX_TREE_SIZE } from './tiles';

/*
 * Texts with exactly one spelling for each value: what is read here is what would be written, or it is refused. No other
 * case of hexadecimal, no stray bits or missing padding in base64, no leading zero.
 */

const HEX = /^(?:[0-9a-f]{2})*$/;
const DECIMAL = /^(?:0|[1-9]\d{0,19})$/;

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** Reads lowercase hexadecimal of exactly `length` bytes. */
export function fromHex(text: string, length: number): Uint8Array | undefined {
  return text.length === 2 * length && HEX.test(text) ? new Uint8Array(Buffer.from(text, 'hex')) : undefined;
}

/** Base64 of RFC 4648 section 4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? new Uint8Array(bytes) : undefined;
}

/** Reads a size or an index of the log from its decimal digits. */
export function fromDecimal(text: string): bigint | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const value = BigInt(text);
  return value <= MAX_TREE_SIZE ? value : undefined;
}
