import { fault, malformed } from '@carbon/kernel';

const DECIMAL = /^(0|[1-9]\d{0,9})(?:\.(\d{1,4}))?$/;
const DIGITS = 4;

/**
 * Yuan per kWh as JSON writes them ("0.4250"), in hundredths of a fen.
 * @throws Refusal INPUT_MALFORMED naming `field`
 */
export function parsePowerPrice(text: string, field: string): bigint {
  const [, whole, decimals = ''] = DECIMAL.exec(text) ?? [];
  const price = whole === undefined ? 0n : BigInt(whole + decimals.padEnd(DIGITS, '0'));
  if (price > 0n) return price;
  throw malformed([
    fault(
      field,
      'decimal',
      'must be yuan per kWh above 0 with at most four decimals, e.g. "0.4250"',
      '必须是大于 0、至多四位小数的元/千瓦时，例如 "0.4250"',
    ),
  ]);
}

/** Hundredths of a fen per kWh as yuan per kWh with four decimals. */
export function yuanPerKwh(price: bigint): string {
  const digits = price.toString().padStart(DIGITS + 1, '0');
  return `${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`;
}
