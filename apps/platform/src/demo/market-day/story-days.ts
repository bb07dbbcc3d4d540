import { addDays, type ChinaDate, chinaDate } from '@carbon/kernel';
import { type Database } from '@carbon/database';
import { readCalendar } from '@carbon/rules';
import type { WorkingCalendar } from '@carbon/rules/domain';
import type { StoryDays } from './terms';

/** Trading days from the opening to the day: longer than the notice of an auction. */
const NOTICE_DAYS = 5;
const GOOD_DAYS = 30;
const QUOTE_DAYS = 7;
/** The vintage is there by then. */
const EARLIEST: ChinaDate = '2026-03-23';

/** TRD-012: from Monday to Friday, but not on holidays; weekends that are worked are none. */
export const isTradingDay = (calendar: WorkingCalendar, day: ChinaDate): boolean =>
  calendar.isWorkingDay(day) && ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** The trading day so many trading days after a day, or before it where that is negative. */
function tradingDay(calendar: WorkingCalendar, from: ChinaDate, count: number): ChinaDate {
  let day = from;
  for (let left = Math.abs(count); left > 0;) {
    day = addDays(day, Math.sign(count));
    if (isTradingDay(calendar, day)) left -= 1;
  }
  return day;
}

/** The days of a story that opened on a day. */
export function daysFrom(calendar: WorkingCalendar, opening: ChinaDate): StoryDays {
  const day = tradingDay(calendar, opening, NOTICE_DAYS);
  return {
    ...{ opening, day, nextAuction: tradingDay(calendar, day, NOTICE_DAYS) },
    ...{ goodTill: addDays(day, GOOD_DAYS), quoteUntil: addDays(day, QUOTE_DAYS) },
  };
}

/** The latest story that is over before a day: its trading is of the last trading day before. */
export function daysBefore(calendar: WorkingCalendar, today: ChinaDate): StoryDays {
  const last = tradingDay(calendar, today, -1);
  return daysFrom(calendar, tradingDay(calendar, last < EARLIEST ? EARLIEST : last, -NOTICE_DAYS));
}

/**
 * The days a story has, which goes on with those it began with when it was interrupted on another day.
 * @param opened the day on which it opened, if it has
 */
export async function storyDays(
  database: Database,
  now: Date,
  opened: ChinaDate | undefined,
): Promise<StoryDays> {
  const calendar = await readCalendar(database, 'cn', now);
  return opened === undefined ? daysBefore(calendar, chinaDate(now)) : daysFrom(calendar, opened);
}
