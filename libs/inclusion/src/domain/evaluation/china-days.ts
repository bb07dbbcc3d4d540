import type { ChinaDate } from '@carbon/kernel';

const DAY_MS = 86_400_000;
/** China is at UTC+8 all year. */
const OFFSET_MS = 8 * 3_600_000;

/** Days since 1 January 1970 in China: judging compares numbers, not texts. */
export function chinaDay(ms: number): number {
  return Math.floor((ms + OFFSET_MS) / DAY_MS);
}

export function dayNumberOf(date: ChinaDate): number {
  return Date.parse(date) / DAY_MS;
}

/** Days of which the month is remembered: until 2149. */
const MOST_REMEMBERED = 65_536;
const MONTHS_A_YEAR = 12;
const MONTHS = new Int32Array(MOST_REMEMBERED);

/** A number that all days of one China month share and no other day has. */
export function monthOfDay(day: number): number {
  const known = MONTHS[day];
  if (known !== undefined && known > 0) return known;
  const date = new Date(day * DAY_MS);
  const month = date.getUTCFullYear() * MONTHS_A_YEAR + date.getUTCMonth();
  if (known !== undefined) MONTHS[day] = month;
  return month;
}
