import { type Micrograms, splitExactly } from '@carbon/kernel';

/** What a member brings into an issue. */
export interface Brought {
  /** Id of the member. */
  readonly member: string;
  /** Below a tonne in the issue before, and still in the pool. */
  readonly carriedIn: Micrograms;
  /** Of the verified total of this period. */
  readonly verified: Micrograms;
  /** What people took back of what a programme brings, before it is in a unit; of nobody else. */
  readonly withdrawn?: Micrograms;
}

export interface MemberPart extends Brought {
  /** Beyond the published limit of the pool, or taken back: stays the member's own and never enters a unit of the pool. */
  readonly own: Micrograms;
  /** In the units that are issued now. */
  readonly issued: Micrograms;
  /** Stays in the pool for the next period. */
  readonly carriedOut: Micrograms;
}

export interface PooledIssue {
  readonly tonnes: bigint;
  readonly remainder: Micrograms;
  readonly parts: readonly MemberPart[];
}

/**
 * CNV-001, CNV-002: what is pooled makes whole tonnes; each member's part of them is by what it has in the pool, and
 * what is below a tonne stays, member by member, for the next period. For each member
 * `carriedIn + verified = own + issued + carriedOut`, exactly.
 * @param perUnit micrograms of one unit
 * @param limit what the pool takes of a member and period at most; null where it takes all
 */
export function planPooledIssue(
  brought: readonly Brought[],
  perUnit: Micrograms,
  limit: Micrograms | null,
): PooledIssue {
  const pooled = brought.map(({ withdrawn = 0n, ...each }) => {
    const brings = each.carriedIn + each.verified;
    const beyond = limit === null || each.verified <= limit ? 0n : each.verified - limit;
    const own = beyond + withdrawn < brings ? beyond + withdrawn : brings;
    return { ...each, own, there: brings - own };
  });
  const all = pooled.reduce((sum, { there }) => sum + there, 0n);
  const tonnes = all / perUnit;
  const issued = splitExactly(
    tonnes * perUnit,
    pooled.map(({ member, there }) => ({ key: member, weight: there })),
  );
  return {
    tonnes,
    remainder: all % perUnit,
    parts: pooled.map(({ there, ...each }) => {
      const inUnits = issued.get(each.member) ?? 0n;
      return { ...each, issued: inUnits, carriedOut: there - inUnits };
    }),
  };
}
