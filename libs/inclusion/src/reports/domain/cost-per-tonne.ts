const UG_PER_TONNE = 1_000_000_000_000n;

/** Fen for a tonne of micrograms, half a fen up; null where nothing was reduced. */
export function costPerTonne(fen: bigint, reducedUg: bigint): bigint | null {
  if (reducedUg <= 0n) return null;
  return (2n * fen * UG_PER_TONNE + reducedUg) / (2n * reducedUg);
}

const DECIMALS = 6;

/** Tonnes of micrograms with six decimals, rounded down: whole grams. */
export function tonnesOf(reducedUg: bigint): string {
  const grams = reducedUg / 1_000_000n;
  const digits = grams.toString().padStart(DECIMALS + 1, '0');
  return `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`;
}
