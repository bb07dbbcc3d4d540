import { addMonths, type ChinaDate, type ChinaMonth, lastDayOf } from '@carbon/kernel';

/** The same day so many years later, earlier when negative; 29 February becomes the 28th where there is none. */
export function addYears(day: ChinaDate, years: number): ChinaDate {
  const month = addMonths(day.slice(0, 7) as ChinaMonth, years * 12);
  const same = `${month}${day.slice(7)}` as ChinaDate;
  const last = lastDayOf(month);
  return same > last ? last : same;
}
