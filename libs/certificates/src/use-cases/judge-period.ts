import { type ChinaDate, type ChinaMonth, fault, malformed } from '@carbon/kernel';
import { judgeConsumptionYear } from '../domain/consumption-year';
import { yearsDiffer } from '../domain/refusals';
import type { GecPack } from '../domain/rules/gec';

/** When the power was used, both days included. */
export interface ConsumptionPeriod {
  readonly consumptionStart: ChinaDate;
  readonly consumptionEnd: ChinaDate;
}

/** Power can only be claimed that was used, or is being used (X). */
export function refuseBadPeriod(start: ChinaDate, end: ChinaDate, today: ChinaDate): void {
  if (end < start) {
    throw malformed([
      fault('consumptionEnd', 'order', 'must not be before consumptionStart', '不得早于用电起始日'),
    ]);
  }
  if (start > today) {
    throw malformed([fault('consumptionStart', 'future', 'lies in the future', '不得为将来日期')]);
  }
}

/**
 * GEC-015 (证电同年) for a period: it matches when any year of the period does (X).
 * @throws Refusal GEC_YEARS_DIFFER when the rules in force refuse a mismatch
 */
export function judgeYears(
  productionMonth: ChinaMonth,
  { consumptionStart, consumptionEnd }: ConsumptionPeriod,
  pack: GecPack,
): 'match' | 'flag' {
  const [from, to] = [yearOf(consumptionStart), yearOf(consumptionEnd)];
  const years = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const judgements = years.map((year) => judgeConsumptionYear(productionMonth, year, pack));
  if (judgements.includes('match')) return 'match';
  if (judgements.includes('flag')) return 'flag';
  throw yearsDiffer(productionMonth, to);
}

const yearOf = (day: ChinaDate) => Number(day.slice(0, 4));
