import type { ChinaDate } from '@carbon/kernel';
import type { Certainty, PackReference } from '@carbon/rules/domain';

/** One figure of one rule, with its dates and source: no rule constant lives in code. */
export interface RuleData<T> {
  readonly rule: string;
  readonly value: T;
  readonly effectiveFrom: ChinaDate;
  readonly source: string;
  readonly certainty: Certainty;
}

/** The figures of sales at a fixed price in force over a span of days. */
export interface MarketPack extends PackReference {
  readonly effectiveFrom: ChinaDate;
  /** TRD-001: fee of the seller, in hundredths of a percent of the amount, rounded down to the fen. */
  readonly sellerFeeBasisPoints: RuleData<bigint>;
  /** TRD-001: fee of the buyer, beside the amount, alike. */
  readonly buyerFeeBasisPoints: RuleData<bigint>;
  /** TRD-001: days an offer may be valid, the day of its proposal included. */
  readonly longestOfferDays: RuleData<number>;
}

const FROM: ChinaDate = '2021-01-01';
const own = { rule: 'TRD-001', effectiveFrom: FROM, source: 'own design', certainty: 'X' } as const;

/** Packs in order of time; each holds until the next begins. */
export const marketPacks: readonly MarketPack[] = [
  {
    ...{ id: 'market-sales', version: '2026.1', certainty: 'X', effectiveFrom: FROM },
    sellerFeeBasisPoints: { value: 0n, ...own },
    buyerFeeBasisPoints: { value: 0n, ...own },
    longestOfferDays: { value: 366, ...own },
  },
];

/** The pack in force on a China day; before the first, the first. */
export function marketPackAt(asOf: ChinaDate): MarketPack {
  const pack = marketPacks.findLast(({ effectiveFrom }) => effectiveFrom <= asOf) ?? marketPacks[0];
  if (pack === undefined) throw new Error('there is no rule pack of sales');
  return pack;
}
