import { Decimal } from 'decimal.js';

/** Decimals of reports: sums and products of what is reported are exact in so many digits. */
export const Exact = Decimal.clone({ precision: 240, rounding: Decimal.ROUND_HALF_UP });
export type Exact = Decimal;

/** Half-up to whole tonnes (ALC-026). */
export function wholeTonnes(exact: Decimal): bigint {
  return BigInt(exact.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed());
}

export function sumOf(parts: Iterable<Decimal | string>): Decimal {
  let sum: Decimal = new Exact(0);
  for (const part of parts) sum = sum.plus(part);
  return sum;
}
