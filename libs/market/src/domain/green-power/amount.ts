/** Hundredths of a fen per kWh times Wh, in one fen. */
const SCALE = 100_000n;

/** What energy costs, in whole fen, rounded down: what is less than a fen is nobody's debt (own rule, X). */
export function amountFen(energyWh: bigint, price: bigint): bigint {
  return (energyWh * price) / SCALE;
}

/** The most that energy can cost at up to a price, in whole fen: what is set apart for it. */
export function capFen(energyWh: bigint, highest: bigint): bigint {
  return (energyWh * highest + SCALE - 1n) / SCALE;
}
