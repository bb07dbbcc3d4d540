import Decimal from 'decimal.js';

/** Decimals wide enough that no product or quotient here loses a digit that counts. */
export const Exact = Decimal.clone({ precision: 120, rounding: Decimal.ROUND_HALF_UP });

/** So much percent of a whole quantity, rounded down. */
export function percentOf(percent: string, quantity: bigint): bigint {
  return BigInt(new Exact(quantity.toString()).times(percent).div(100).floor().toFixed());
}

/** Two decimals, half up. */
export const money = (amount: InstanceType<typeof Exact>): string => amount.toFixed(2, Decimal.ROUND_HALF_UP);
