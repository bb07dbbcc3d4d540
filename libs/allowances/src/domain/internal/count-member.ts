import { Decimal } from 'decimal.js';
import type { InternalRules } from './internal-rules';

/** What a member's year comes to. Whole tonnes; money in fen. */
export interface MemberCount {
  readonly dueT: bigint;
  readonly surrenderedT: bigint;
  readonly shortfallT: bigint;
  /** Units left after what was due. */
  readonly surplusT: bigint;
  /** Only for who owes nothing. */
  readonly rewardFen: bigint;
}

/** Counts the units a member can give against what it emitted, and rewards what it saved (S04). */
export function countMember(
  rules: Pick<InternalRules, 'wholeDue'>,
  {
    measuredT,
    availableT,
    rewardFenPerTonne,
  }: {
    readonly measuredT: string;
    readonly availableT: bigint;
    readonly rewardFenPerTonne: bigint;
  },
): MemberCount {
  const dueT = rules.wholeDue(new Decimal(measuredT));
  const surrenderedT = availableT < dueT ? availableT : dueT;
  const shortfallT = dueT - surrenderedT;
  const surplusT = availableT - surrenderedT;
  return {
    ...{ dueT, surrenderedT, shortfallT, surplusT },
    rewardFen: shortfallT === 0n ? surplusT * rewardFenPerTonne : 0n,
  };
}
