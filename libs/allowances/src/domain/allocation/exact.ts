import { Decimal } from 'decimal.js';

/**
 * Decimals of allocation. Products of an amount (30 digits) with a benchmark, two factors of a unit and Ff have fewer
 * digits than this and are exact; only the curves of Ff are rounded, far beyond the decimals that are kept.
 */
const Exact = Decimal.clone({
  precision: 120,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -120,
  toExpPos: 120,
});

export const exact = (value: Decimal.Value): Decimal => new Exact(value);

/** The whole part of what is not negative, as a quantity. */
export const wholeTonnes = (value: Decimal, mode: 'floor' | 'half-up'): bigint =>
  BigInt(value.toDecimalPlaces(0, mode === 'floor' ? Decimal.ROUND_FLOOR : Decimal.ROUND_HALF_UP).toFixed(0));

/** Half-up with all the decimals asked for. */
export const fixed = (value: Decimal, decimals: number): string =>
  value.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP).toFixed(decimals);
