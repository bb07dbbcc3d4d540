import { addDays, type ChinaDate, type ChinaMonth, lastDayOf } from '@carbon/kernel';
import type { ComplianceDates, ComplianceScope } from './compliance';
import type { CycleDay, CycleFigures } from './compliance-figures';
import { type ComplianceRules, figureOf, needed } from './compliance-rules';
import { noRules } from './refusals';

/** The steps of a cycle in their order, each with its rule. */
export const CYCLE_STEPS = [
  { step: 'annualReport', rule: 'CYC-01' },
  { step: 'verification', rule: 'CYC-02' },
  { step: 'preAllocation', rule: 'CYC-03' },
  { step: 'approvalFiled', rule: 'CYC-04' },
  { step: 'finalIssue', rule: 'CYC-05' },
  { step: 'surrender', rule: 'CYC-06' },
  { step: 'nextList', rule: 'CYC-07' },
  { step: 'nextPlan', rule: 'CYC-08' },
] as const satisfies readonly { readonly step: keyof CycleFigures; readonly rule: string }[];
export type CycleStep = (typeof CYCLE_STEPS)[number]['step'];

/**
 * CYC-01 to CYC-08: the days of the cycle that follows a data year.
 * @throws Refusal ALLOWANCES_NO_RULES (422) for a sector or year that the market does not cover
 */
export function complianceDates(
  rules: ComplianceRules,
  { sector, dataYear }: ComplianceScope,
): ComplianceDates {
  const figure = figureOf(rules, 'cycle', dataYear);
  const cycle = figure.value.find(({ sectors }) => sectors.includes(sector));
  if (cycle === undefined) {
    throw noRules(rules.market, { zh: ` ${dataYear} 年度 ${sector} 行业`, en: `${sector} in ${dataYear}` });
  }
  const days = CYCLE_STEPS.flatMap(({ step }) => {
    const day = cycle[step];
    return day === undefined ? [] : [[step, dayAfter(day, dataYear)] as const];
  });
  return {
    surrender: dayAfter(cycle.surrender, dataYear),
    ...Object.fromEntries(days),
    ...rules.judged([figure]),
  };
}

/** `Y+1-12-31` of 2025 is 31 December 2026. */
function dayAfter(day: CycleDay, year: number): ChinaDate {
  const [, plus, month, date] = /^Y\+(\d)-(\d\d)-(\d\d)$/.exec(day) ?? [];
  return `${year + Number(plus)}-${month ?? ''}-${date ?? ''}` as ChinaDate;
}

/**
 * CYC-09: the last day on which data of a month may be deposited, so many calendar days after the month's end.
 * @throws Refusal ALLOWANCES_NO_RULES (422) where the market asks for no deposit
 */
export function depositDeadline(rules: ComplianceRules, month: ChinaMonth): ChinaDate {
  const days = needed(rules, rules.figures.value('deposit.days'), '月度存证', 'monthly deposit');
  return addDays(lastDayOf(month), days);
}
