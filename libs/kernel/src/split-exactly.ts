/** A member's claim on something that is shared. */
export interface WeightedClaim {
  readonly key: string;
  readonly weight: bigint;
}

/**
 * Shares a whole amount by weights so that the parts sum to it exactly: each gets the whole part of its share, and what
 * is left goes one by one to the largest remainders, equal ones by key (CNV-002). The same input always gives the same
 * parts. No part is larger than its weight as long as the amount is not larger than all weights together.
 * @throws RangeError for a negative amount or weight, a repeated key, or an amount nobody has a claim on
 */
export function splitExactly(amount: bigint, claims: readonly WeightedClaim[]): ReadonlyMap<string, bigint> {
  const total = claims.reduce((sum, { weight }) => sum + weight, 0n);
  if (amount < 0n || claims.some(({ weight }) => weight < 0n)) throw new RangeError('a negative share');
  if (total === 0n && amount > 0n) throw new RangeError('an amount that nobody has a claim on');
  const parts = claims.map(({ key, weight }) => {
    const exact = amount * weight;
    return total === 0n ? { key, whole: 0n, rest: 0n } : { key, whole: exact / total, rest: exact % total };
  });
  const shares = new Map(parts.map(({ key, whole }) => [key, whole]));
  if (shares.size !== claims.length) throw new RangeError('a key that stands twice');
  let left = parts.reduce((rest, { whole }) => rest - whole, amount);
  for (const { key, whole } of parts.sort(byRemainder)) {
    if (left === 0n) break;
    shares.set(key, whole + 1n);
    left -= 1n;
  }
  return shares;
}

interface Part {
  readonly key: string;
  readonly whole: bigint;
  readonly rest: bigint;
}

function byRemainder(a: Part, b: Part): number {
  if (a.rest !== b.rest) return a.rest > b.rest ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}
