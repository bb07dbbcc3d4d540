import { addDays, addMonths, type ChinaDate, type ChinaMonth, daysBetween } from '@carbon/kernel';

/** China days, both included; open to the future without `to`. */
export interface Days {
  readonly from: ChinaDate;
  readonly to: ChinaDate | null;
}

export interface ClosedDays {
  readonly from: ChinaDate;
  readonly to: ChinaDate;
}

/** The days of a period on which somebody was a member; undefined when there are none. */
export function daysWithin(period: ClosedDays, membership: Days): ClosedDays | undefined {
  const from = membership.from > period.from ? membership.from : period.from;
  const to = membership.to !== null && membership.to < period.to ? membership.to : period.to;
  return from <= to ? { from, to } : undefined;
}

/** Whether somebody was a member on every day of a period. */
export function isThroughout(period: ClosedDays, membership: Days): boolean {
  return membership.from <= period.from && (membership.to === null || membership.to >= period.to);
}

/** How many days, both ends counted. */
export function countDays({ from, to }: ClosedDays): bigint {
  return BigInt(daysBetween(from, to)) + 1n;
}

export const dayAfter = (day: ChinaDate): ChinaDate => addDays(day, 1);

/** Every month that has a day in the span. */
export function monthsOf({ from, to }: ClosedDays): ChinaMonth[] {
  const months: ChinaMonth[] = [];
  const last = to.slice(0, 7);
  for (let month = from.slice(0, 7) as ChinaMonth; month <= last; month = addMonths(month, 1)) {
    months.push(month);
  }
  return months;
}
