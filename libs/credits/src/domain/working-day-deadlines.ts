import { addDays, type ChinaDate } from '@carbon/kernel';
import type { WorkingCalendar } from '@carbon/rules/domain';

/** A time that is counted in working days. */
export interface WorkingDaySpan {
  /** The day it begins, which is not counted. */
  readonly from: ChinaDate;
  /** The last working day that belongs to it. */
  readonly lastDay: ChinaDate;
  /** The first day after it: what waits for it may happen from here on. */
  readonly overOn: ChinaDate;
}

/**
 * CCR-003, CCR-004, PHI-005: so many working days after a day, which itself is not counted. Zero days are over at once.
 */
export function workingDaySpan(
  calendar: WorkingCalendar,
  from: ChinaDate,
  workingDays: number,
): WorkingDaySpan {
  if (workingDays === 0) return { from, lastDay: from, overOn: from };
  const lastDay = calendar.addWorkingDays(from, workingDays);

  return { from, lastDay, overOn: addDays(lastDay, 1) };
}

/** Whether the time has passed on a day. */
export function isOver({ overOn }: WorkingDaySpan, on: ChinaDate): boolean {
  return on >= overOn;
}
