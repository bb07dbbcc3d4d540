import type { OffsetFigures } from './compliance-figures';
import { Exact, percentOf } from './exact';

/** Eligible credits of one offer. */
export interface CreditPart {
  readonly quantity: bigint;
  readonly kind: string;
  readonly local: boolean;
}

export interface CreditLimits {
  /** The most that counts of all of them. */
  readonly capT: bigint;
  /** The most that counts of those from elsewhere; undefined where it makes no difference. */
  readonly elsewhereT?: bigint;
}

const least = (...amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => (b < a ? b : a));

/**
 * RULES.md 1.9: the limits of a market for the credits that are offered: higher where two kinds come together, and with
 * a part that must be local. All are rounded down.
 * @param basisT what the limit is a share of
 */
export function creditLimits(
  offset: OffsetFigures,
  basisT: bigint,
  parts: readonly CreditPart[],
): CreditLimits {
  const kinds = new Set(parts.map(({ kind }) => kind)).size;
  const capT = percentOf(kinds > 1 ? (offset.bothKindsPercent ?? offset.percent) : offset.percent, basisT);
  const limits: bigint[] = [];
  if (offset.elsewhereAtMostPercent !== undefined)
    limits.push(percentOf(offset.elsewhereAtMostPercent, basisT));
  if (offset.localAtLeastPercent !== undefined) {
    const localT = parts.reduce((sum, { local, quantity }) => (local ? sum + quantity : sum), 0n);
    limits.push(beside(offset.localAtLeastPercent, least(localT, capT)));
  }
  return limits.length === 0 ? { capT } : { capT, elsewhereT: least(...limits) };
}

/** How much may come from elsewhere beside so much local, so that the local part keeps its share. */
function beside(localPercent: string, localT: bigint): bigint {
  const share = new Exact(localPercent).div(100);
  if (share.isZero()) throw new RangeError('a local share of nothing limits nothing');
  return BigInt(new Exact(localT.toString()).times(new Exact(1).minus(share)).div(share).floor().toFixed());
}

/**
 * How much of each offer counts: in the order offered, but local ones before those from elsewhere where that makes a
 * difference, for they let more of the others in.
 */
export function shareCredits(parts: readonly CreditPart[], limits: CreditLimits): readonly bigint[] {
  let room = limits.capT;
  let elsewhere = limits.elsewhereT;
  const counted = parts.map(() => 0n);
  const take = (at: number, part: CreditPart): void => {
    const bounded = elsewhere !== undefined && !part.local;
    const most = bounded ? least(room, elsewhere ?? room) : room;
    const taken = least(part.quantity, most);
    counted[at] = taken;
    room -= taken;
    if (bounded && elsewhere !== undefined) elsewhere -= taken;
  };
  if (elsewhere === undefined) parts.forEach((part, at) => take(at, part));
  else {
    for (const local of [true, false]) parts.forEach((part, at) => part.local === local && take(at, part));
  }
  return counted;
}
