import {
  addMonths,
  type ChinaDate,
  chinaDate,
  type ChinaMonth,
  lastDayOf,
  startOfChinaDay,
} from '@carbon/kernel';
import { retentionRule } from './rules/privacy-pack';

/** From when on data of a category is kept today: what is older has done its work (PII-003). */
export function keptSince(category: string, now: Date): Date {
  const months = retentionRule(category)?.maximumMonths;
  if (months === undefined) throw new Error(`no rule says after how long ${category} are removed`);
  return monthsBefore(now, months);
}

/** The start of the China day `months` earlier; of the month's last day where there is no such day. */
export function monthsBefore(now: Date, months: number): Date {
  const today = chinaDate(now);
  const month = addMonths(today.slice(0, 7) as ChinaMonth, -months);
  const day = `${month}-${today.slice(8)}` as ChinaDate;
  const last = lastDayOf(month);
  return startOfChinaDay(day > last ? last : day);
}
