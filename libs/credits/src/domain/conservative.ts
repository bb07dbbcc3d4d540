import { Exact } from './methodologies/evaluate-expression';

/** Whole tonnes to issue, and what stays for the next issue. */
export interface WholeTonnes {
  readonly wholeT: bigint;
  /** Less than a tonne, decimal string. */
  readonly remainderT: string;
}

/**
 * CCR-014, CNV-002: whole tonnes of an exact figure and of what earlier issues left; the rest is carried, never lost and
 * never rounded up.
 * @throws RangeError for a figure below zero: what was over-issued is cancelled, not carried
 */
export function wholeTonnes(exactT: string, carriedT = '0'): WholeTonnes {
  const [exact, carried] = [new Exact(exactT), new Exact(carriedT)];
  if (exact.isNegative() || carried.isNegative())
    throw new RangeError('reductions below zero are not carried');
  const available = exact.plus(carried);
  const whole = available.floor();
  return { wholeT: BigInt(whole.toFixed()), remainderT: available.minus(whole).toFixed() };
}

/** CCR-014: of two readings of one figure the one that makes the reduction smaller. */
export function moreConservative(one: string, other: string, direction: 'lower' | 'higher'): string {
  const oneIsLower = new Exact(one).lessThanOrEqualTo(other);
  return oneIsLower === (direction === 'lower') ? one : other;
}
