import type { ChinaDate } from '@carbon/kernel';
import type { WorkingCalendar } from '@carbon/rules/domain';
import { tradingDayBefore } from './opening-hours';
import type { TradingRules } from './trading-rules';

/**
 * TRD-010: the first day whose purchases may not be sold yet on `day`: with one day of resale the day itself, with five the
 * fourth trading day before it. Undefined where what was bought may be sold at once.
 */
export function lockedSince(
  rules: TradingRules,
  day: ChinaDate,
  calendar: Pick<WorkingCalendar, 'isWorkingDay'>,
): ChinaDate | undefined {
  if (rules.resaleDays === 0) return undefined;
  let since = day;
  for (let back = 1; back < rules.resaleDays; back++)
    since = tradingDayBefore(rules, since, calendar) ?? since;
  return since;
}
