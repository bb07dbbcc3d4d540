import { addDays, type ChinaDate } from '@carbon/kernel';
import { addYears } from './calendar-years';
import type { CreditScheme } from './schemes/credit-scheme';
import type { UnmetRule } from './unmet-rule';

/** Days on which reductions were produced, both included. */
export interface ReductionPeriod {
  readonly from: ChinaDate;
  readonly to: ChinaDate;
}

/** The first day whose reductions may still be applied for, and the rules that set it. */
export interface ReductionWindow {
  readonly earliest: ChinaDate | undefined;
  readonly latest: ChinaDate;
}

/**
 * CCR-006: reductions count that were produced after a day and within so many years before the application. The
 * application of 21 November 2026 reaches back to 21 November 2021. A period counts by its first day and is never cut:
 * a month is the smallest piece that meters tell of, and the days of it that are too old cannot be told from the
 * others, so a month that begins before the window is outside of it (conservative, CCR-014). Where meters tell days, a
 * period may begin on the very day.
 */
export function reductionWindow(
  { reductionsAfter, windowYears }: Pick<CreditScheme, 'reductionsAfter' | 'windowYears'>,
  appliedOn: ChinaDate,
): ReductionWindow {
  const bounds: ChinaDate[] = [];
  if (reductionsAfter.value !== null) bounds.push(addDays(reductionsAfter.value, 1));
  if (windowYears.value !== null) bounds.push(addYears(appliedOn, -windowYears.value));
  return { earliest: bounds.sort().at(-1), latest: addDays(appliedOn, -1) };
}

/** CCR-006: what is wrong with a period of reductions that is applied for on a day. */
export function judgeReductionWindow(
  scheme: Pick<CreditScheme, 'reductionsAfter' | 'windowYears'>,
  { from, to }: ReductionPeriod,
  appliedOn: ChinaDate,
): readonly UnmetRule[] {
  const { reductionsAfter, windowYears } = scheme;
  const unmet: UnmetRule[] = [];
  if (to < from) {
    unmet.push({
      ...ruleOf(windowYears),
      field: 'reductionTo',
      message: { zh: '减排期止日早于起日', en: 'The reduction period ends before it begins' },
    });
  }
  const after = reductionsAfter.value;
  if (after !== null && from <= after) {
    unmet.push({
      ...ruleOf(reductionsAfter),
      field: 'reductionFrom',
      message: { zh: `减排量须产生于 ${after} 之后`, en: `Reductions must be produced after ${after}` },
    });
  }
  const years = windowYears.value;
  if (years !== null && from < addYears(appliedOn, -years)) {
    const earliest = addYears(appliedOn, -years);
    unmet.push({
      ...ruleOf(windowYears),
      field: 'reductionFrom',
      message: {
        zh: `减排量须产生于申请之日前 ${years} 年以内，即不早于 ${earliest}`,
        en: `Reductions must be produced within ${years} years before the application, from ${earliest} on`,
      },
    });
  }
  if (to >= appliedOn) {
    unmet.push({
      ...ruleOf(windowYears),
      field: 'reductionTo',
      message: { zh: '减排量须产生于申请之日前', en: 'Reductions must be produced before the application' },
    });
  }
  return unmet;
}

const ruleOf = ({ rules, certainty }: CreditScheme['windowYears'] | CreditScheme['reductionsAfter']) => ({
  rule: rules[0] ?? 'CCR-006',
  certainty,
});
