import type { BadgeTier } from '../../domain/index';

/** A tier that was reached, and the month that did it. */
export interface EarnedBadge {
  readonly tier: BadgeTier;
  /** First day of the China month. */
  readonly month: string;
  /** Everything reduced until the end of that month. */
  readonly reducedUg: bigint;
}

/** What is still missing to a tier. */
export interface NextBadge {
  readonly tier: BadgeTier;
  readonly missingUg: bigint;
}

/**
 * The badges that a resident's months come to: told of the same months, it says the same. A correction that takes grams back
 * takes a badge back with them.
 * @param months in their order
 */
export function badgesOf(
  tiers: readonly BadgeTier[],
  months: readonly { readonly month: string; readonly reducedUg: bigint }[],
): { readonly earned: readonly EarnedBadge[]; readonly next: NextBadge | undefined } {
  let sum = 0n;
  const until = months.map(({ month, reducedUg }) => ({ month, reducedUg: (sum += reducedUg) }));
  const reached = tiers.filter(({ reducedUg }) => reducedUg <= sum);
  const earned = reached.flatMap((tier) => {
    const when = until.find(({ reducedUg }) => reducedUg >= tier.reducedUg);
    return when === undefined ? [] : [{ tier, ...when }];
  });
  const next = tiers.find(({ reducedUg }) => reducedUg > sum);
  return { earned, next: next && { tier: next, missingUg: next.reducedUg - sum } };
}
