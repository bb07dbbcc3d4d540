import { addMonths, type ChinaDate, type ChinaMonth, lastDayOf } from '@carbon/kernel';
import type { RuleData } from './rules/rule-data';

/** GEC-016: owners file within so many months of grid connection; grid companies push by this day of each month. */
export const FILING_DUTY: RuleData<{ readonly ownerMonths: number; readonly pushDay: number }> = {
  rule: 'GEC-016',
  value: { ownerMonths: 1, pushDay: 10 },
  effectiveFrom: '2024-08-26',
  source: '可再生能源绿色电力证书核发和交易规则（2024）, as cited in RULES.md [22c]',
  certainty: 'E',
};

export interface FilingDuty {
  /** Last day on which the filing was in time. */
  readonly deadline: ChinaDate;
  readonly late: boolean;
  readonly daysLate: number;
}

export interface FiledPlant {
  readonly connectedOn: ChinaDate | null;
  readonly connectedMonth: ChinaMonth;
  readonly filedBy: 'owner' | 'grid-company';
  /** China day of the filing. */
  readonly filedOn: ChinaDate;
}

/**
 * GEC-016: until when a plant had to be filed. Where only the month of connection is known, its last day counts; grid
 * companies push plants of a month by the tenth of the next (both X).
 */
export function filingDuty({ connectedOn, connectedMonth, filedBy, filedOn }: FiledPlant): FilingDuty {
  const { ownerMonths, pushDay } = FILING_DUTY.value;
  const deadline =
    filedBy === 'grid-company'
      ? (`${addMonths(connectedMonth, 1)}-${String(pushDay).padStart(2, '0')}` as ChinaDate)
      : sameDay(connectedOn ?? lastDayOf(connectedMonth), ownerMonths);
  const daysLate = Math.max(0, dayNumber(filedOn) - dayNumber(deadline));
  return { deadline, late: daysLate > 0, daysLate };
}

/** The same day of a later month, or its last where it has none. */
function sameDay(day: ChinaDate, months: number): ChinaDate {
  const month = addMonths(day.slice(0, 7) as ChinaMonth, months);
  const same: ChinaDate = `${month}-${day.slice(8)}` as ChinaDate;
  const last = lastDayOf(month);
  return same < last ? same : last;
}

const dayNumber = (day: ChinaDate): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
