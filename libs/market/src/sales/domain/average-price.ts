/** Decimals of a fen in an average price. */
const DECIMALS = 2;
const SCALE = 10n ** BigInt(DECIMALS);

/**
 * The volume-weighted average price in fen a unit, as a decimal string with two decimals, half a hundredth rounded up.
 * @throws RangeError without units
 */
export function averagePrice(amountFen: bigint, quantity: bigint): string {
  if (quantity <= 0n) throw new RangeError('nothing was sold');
  const hundredths = (2n * amountFen * SCALE + quantity) / (2n * quantity);
  const cents = (hundredths % SCALE).toString().padStart(DECIMALS, '0');
  return `${(hundredths / SCALE).toString()}.${cents}`;
}
