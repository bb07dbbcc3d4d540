import { type ComplianceRules, judgeInclusion } from '../compliance/index';

/** What a proposal to list or to delist an enterprise is, by the rule. */
export const LISTING_VERDICTS = ['within-rule', 'against-rule', 'not-judged'] as const;
export type ListingVerdict = (typeof LISTING_VERDICTS)[number];

export interface ListingJudgement {
  readonly verdict: ListingVerdict;
  /** The rule that decided. */
  readonly rule?: 'ETS-004' | 'ETS-005';
}

/** What is known of an enterprise when it is to be listed or delisted. */
export interface ListingFacts {
  /** Verified emissions in whole tonnes of successive years, the latest last. */
  readonly emissionsT: readonly bigint[];
  /** It stands on this list, or stood on that of the year before. */
  readonly listed: boolean;
  /** It, or all that it runs, is closed. */
  readonly closed: boolean;
  /** It stands on the national list for the same gas and sector, and this list is a local one. */
  readonly national: boolean;
}

/**
 * Whether to list an enterprise is what the rule says (ETS-004, ETS-005).
 * @param rules undefined for a market whose threshold is not known here: nothing is judged then
 */
export function judgeAddition(rules: ComplianceRules | undefined, facts: ListingFacts): ListingJudgement {
  if (facts.national) return { verdict: 'against-rule', rule: 'ETS-005' };
  const said = inclusionOf(rules, facts);
  if (said === undefined) return { verdict: 'not-judged' };
  const within = said === 'enters' || said === 'stays';
  return { verdict: within ? 'within-rule' : 'against-rule', rule: 'ETS-004' };
}

/** Whether to take an enterprise off a list is what the rule says (ETS-004, ETS-005). */
export function judgeRemoval(rules: ComplianceRules | undefined, facts: ListingFacts): ListingJudgement {
  if (facts.national) return { verdict: 'within-rule', rule: 'ETS-005' };
  if (facts.closed) return { verdict: 'within-rule', rule: 'ETS-004' };
  const said = inclusionOf(rules, { ...facts, listed: true });
  if (said === undefined) return { verdict: 'not-judged' };
  return { verdict: said === 'leaves' ? 'within-rule' : 'against-rule', rule: 'ETS-004' };
}

function inclusionOf(rules: ComplianceRules | undefined, facts: ListingFacts) {
  if (rules === undefined || facts.emissionsT.length === 0) return undefined;
  return judgeInclusion(rules, facts);
}

/** The latest run of successive years, the latest last. */
export function latestRun<T extends { readonly year: number }>(years: readonly T[]): T[] {
  const sorted = [...years].sort((a, b) => a.year - b.year);
  let from = sorted.length - 1;
  while (from > 0 && (sorted[from - 1]?.year ?? 0) + 1 === sorted[from]?.year) from -= 1;
  return sorted.slice(Math.max(from, 0));
}
