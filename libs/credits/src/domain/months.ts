import { addMonths, type ChinaDate, type ChinaMonth } from '@carbon/kernel';

/** The month a day is in. */
export const monthOf = (day: ChinaDate): ChinaMonth => day.slice(0, 7) as ChinaMonth;

/** The months from one to another, both included, in order; none where the second is earlier. */
export function monthsBetween(from: ChinaMonth, to: ChinaMonth): ChinaMonth[] {
  const months: ChinaMonth[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}
