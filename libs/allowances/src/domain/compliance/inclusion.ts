import type { InclusionFigures, ObjectionFigures } from './compliance-figures';
import { type ComplianceRules, needed } from './compliance-rules';
import type { Judged } from './compliance';

/**
 * ETS-004: from how many tonnes a year a site enters the list of key emitters, and after how many years below it leaves.
 * @throws Refusal ALLOWANCES_NO_RULES (422) for a market whose threshold is not known
 */
export function inclusionRule(rules: ComplianceRules): InclusionFigures & Judged {
  const figure = rules.figures.value('inclusion');
  return { ...needed(rules, figure, '纳入门槛', 'inclusion'), ...rules.judged([figure]) };
}

/** What a year's emissions mean for the list. */
export type InclusionVerdict = 'enters' | 'stays' | 'leaves' | 'not-covered';

/**
 * ETS-004: who reaches the threshold enters; who was listed leaves after enough successive years below it, or on closing.
 * @param emissionsT whole tonnes by year, the latest year last, without gaps
 */
export function judgeInclusion(
  rules: ComplianceRules,
  { emissionsT, listed, closed }: { emissionsT: readonly bigint[]; listed: boolean; closed: boolean },
): InclusionVerdict {
  const { thresholdT, yearsBelow } = inclusionRule(rules);
  if (closed) return listed ? 'leaves' : 'not-covered';
  const latest = emissionsT.at(-1);
  if (latest !== undefined && latest >= thresholdT) return listed ? 'stays' : 'enters';
  if (!listed) return 'not-covered';
  const recent = emissionsT.slice(-yearsBelow);
  return recent.length === yearsBelow && recent.every((one) => one < thresholdT) ? 'leaves' : 'stays';
}

/** ETS-013: working days to object to an allocation or a verification, and to decide on it. */
export function objectionRule(rules: ComplianceRules): ObjectionFigures & Judged {
  const figure = rules.figures.value('objection');
  return { ...needed(rules, figure, '异议', 'objections'), ...rules.judged([figure]) };
}

/** ETS-014: years for which emission records are kept. */
export function retentionRule(rules: ComplianceRules): { readonly years: number } & Judged {
  const figure = rules.figures.value('retention.years');
  return { years: needed(rules, figure, '记录保存', 'keeping records'), ...rules.judged([figure]) };
}
