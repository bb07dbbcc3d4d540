import { addDays, type ChinaDate, chinaDate } from '@carbon/kernel';

/** The last China day on which what came of an act may be appealed against: `days` after that of its verdict. */
export function lastAppealDay(judgedAt: Date, days: number): ChinaDate {
  return addDays(chinaDate(judgedAt), days);
}
