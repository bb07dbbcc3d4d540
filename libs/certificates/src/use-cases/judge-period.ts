import { addMonths, type ChinaDate, type ChinaMonth, fault, malformed } from '@carbon/kernel';
import { judgeConsumptionYear } from '../domain/consumption-year';
import { yearsDiffer } from '../domain/refusals';
import { type GecPack, LONGEST_PERIOD_MONTHS } from '../domain/rules/gec';

/** When the power was used, both days included. */
export interface ConsumptionPeriod {
  readonly consumptionStart: ChinaDate;
  readonly consumptionEnd: ChinaDate;
}

/**
 * Power can only be claimed that was used, or is being used this year, and of a period that means something: of one
 * calendar year where GEC-015 binds the year, else of `LONGEST_PERIOD_MONTHS` at most (X).
 * @throws Refusal INPUT_MALFORMED with `order`, `future`, `year` or `length`
 */
export function refuseBadPeriod(
  { consumptionStart: start, consumptionEnd: end }: ConsumptionPeriod,
  today: ChinaDate,
  pack: GecPack,
): void {
  if (end < start) {
    throw malformed([
      fault('consumptionEnd', 'order', 'must not be before consumptionStart', '不得早于用电起始日'),
    ]);
  }
  if (start > today) {
    throw malformed([fault('consumptionStart', 'future', 'lies in the future', '不得为将来日期')]);
  }
  if (yearOf(end) > yearOf(today)) {
    throw malformed([
      fault('consumptionEnd', 'future', 'lies after the end of this year', '不得晚于本年年末'),
    ]);
  }
  const { sameYear } = pack;
  if (sameYear && yearOf(end) >= sameYear.value.fromYear && yearOf(start) !== yearOf(end)) {
    const { fromYear } = sameYear.value;
    throw malformed([
      fault(
        'consumptionEnd',
        'year',
        `must be of the year of consumptionStart: from ${fromYear} on each year is claimed by itself (GEC-015)`,
        `须与用电起始日同年：自 ${fromYear} 年起按年度分别核销（GEC-015）`,
      ),
    ]);
  }
  const months = LONGEST_PERIOD_MONTHS.value;
  if (end >= sameDayAfter(start, months)) {
    throw malformed([
      fault(
        'consumptionEnd',
        'length',
        `ends a period of more than ${months} months`,
        `用电期不得超过 ${months} 个月`,
      ),
    ]);
  }
}

/**
 * GEC-015 (证电同年) for a period that `refuseBadPeriod` let pass: where the rule binds, it is of one year.
 * @throws Refusal GEC_YEARS_DIFFER when the rules in force refuse a mismatch
 */
export function judgeYears(
  productionMonth: ChinaMonth,
  { consumptionEnd }: ConsumptionPeriod,
  pack: GecPack,
): 'match' | 'flag' {
  const year = yearOf(consumptionEnd);
  const judgement = judgeConsumptionYear(productionMonth, year, pack);
  if (judgement === 'refuse') throw yearsDiffer(productionMonth, year);
  return judgement;
}

const yearOf = (day: ChinaDate) => Number(day.slice(0, 4));

/** For comparison only: the day may be one that its month has not. */
const sameDayAfter = (day: ChinaDate, months: number) =>
  addMonths(day.slice(0, 7) as ChinaMonth, months) + day.slice(7);
