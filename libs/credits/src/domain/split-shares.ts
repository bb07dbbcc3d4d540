/** One who takes part in a pool, with what decides the share: reductions, area, agreed parts. */
export interface Participant {
  /** Decides ties; each stands once. */
  readonly id: string;
  readonly weight: bigint;
  /** What earlier splits left open, in millionths of a unit; below zero for who had more than the exact share. */
  readonly carried?: bigint;
}

export interface Share {
  readonly id: string;
  /** Whole units. */
  readonly amount: bigint;
  /** Open after this split, in millionths; all together they are what they were before it. */
  readonly carried: bigint;
}

/** Parts of a unit in which shares are carried to the next split. */
export const SHARE_PARTS = 1_000_000n;

/**
 * Splits whole units (tonnes, fen) by weight, exactly: nobody gets less than nothing, and the amounts sum to the total.
 * Each first gets the whole units of the exact share and of what is carried; units left over go one by one to the
 * largest remainders, ties to the smaller id. What the rounding left open is carried, so that over many splits nobody
 * loses (CNV-002).
 * @throws RangeError for a negative total or weight, no weight at all, or an id that stands twice
 */
export function splitShares(total: bigint, participants: readonly Participant[]): readonly Share[] {
  const weights = participants.reduce((sum, { weight }) => sum + weight, 0n);
  refuseUnsound(total, participants, weights);
  const fine = rankSplit(
    total * SHARE_PARTS,
    participants.map(({ id, weight }) => ({ id, over: total * SHARE_PARTS * weight, under: weights })),
  );
  const open = participants.map(({ id, carried = 0n }, at) => ({ id, open: (fine[at] ?? 0n) + carried }));
  const amounts = rankSplit(
    total,
    open.map(({ id, open: over }) => ({ id, over, under: SHARE_PARTS })),
  );
  return open.map(({ id, open: due }, at) => {
    const amount = amounts[at] ?? 0n;
    return { id, amount, carried: due - amount * SHARE_PARTS };
  });
}

interface Claim {
  readonly id: string;
  /** The claim is `over / under`. */
  readonly over: bigint;
  readonly under: bigint;
}

/** Whole amounts near the claims, none below zero, that sum to the total. */
function rankSplit(total: bigint, claims: readonly Claim[]): bigint[] {
  const amounts = claims.map(({ over, under }) => (over > 0n ? over / under : 0n));
  let left = total - amounts.reduce((sum, amount) => sum + amount, 0n);
  const ranked = claims
    .map(({ id, over, under }, at) => ({ id, at, rest: over - (amounts[at] ?? 0n) * under }))
    .sort((one, other) => compare(other.rest, one.rest) || compare(one.id, other.id));
  while (left > 0n) {
    for (const { at } of ranked.slice(
      0,
      Number(left < BigInt(ranked.length) ? left : BigInt(ranked.length)),
    )) {
      amounts[at] = (amounts[at] ?? 0n) + 1n;
      left--;
    }
  }
  while (left < 0n) {
    for (const { at } of ranked.toReversed()) {
      if (left === 0n || amounts[at] === 0n) continue;
      amounts[at] = (amounts[at] ?? 0n) - 1n;
      left++;
    }
  }
  return amounts;
}

function compare<T extends bigint | string>(one: T, other: T): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function refuseUnsound(total: bigint, participants: readonly Participant[], weights: bigint): void {
  if (total < 0n) throw new RangeError('a total below zero cannot be split');
  if (participants.some(({ weight }) => weight < 0n)) throw new RangeError('a weight is below zero');
  if (weights === 0n) throw new RangeError('nobody has any weight');
  if (new Set(participants.map(({ id }) => id)).size < participants.length) {
    throw new RangeError('a participant stands twice');
  }
}
