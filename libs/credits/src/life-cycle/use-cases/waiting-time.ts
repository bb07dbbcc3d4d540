import type { Transaction } from '@carbon/database';
import { type ChinaDate, chinaDate } from '@carbon/kernel';
import { readCalendar } from '@carbon/rules';
import { workingDaySpan } from '../../domain/working-day-deadlines';

/**
 * The last day of `days` working days of China after today, by the calendar as known now (CCR-003, CCR-004, PHI-005);
 * what waits for it may happen on the day after.
 */
export async function waitingTime(
  tx: Transaction,
  now: Date,
  days: number,
): Promise<{ readonly from: ChinaDate; readonly until: ChinaDate }> {
  const { from, lastDay } = workingDaySpan(await readCalendar(tx, 'cn', now), chinaDate(now), days);
  return { from, until: lastDay };
}
