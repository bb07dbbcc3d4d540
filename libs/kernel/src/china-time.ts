import { fault, malformed } from './refusal';

/** China Standard Time is UTC+8 all year; scheme dates are China dates (RULES.md section 0, trap 10 of section 8). */
const OFFSET_MS = 8 * 3_600_000;

/** A China calendar day, `YYYY-MM-DD`. */
export type ChinaDate = `${number}-${number}-${number}`;
/** A China calendar month, `YYYY-MM`. */
export type ChinaMonth = `${number}-${number}`;

/** The China calendar day of a moment: 31 Dec 16:00 UTC is already 1 January. */
export function chinaDate(moment: Date): ChinaDate {
  return new Date(moment.getTime() + OFFSET_MS).toISOString().slice(0, 10) as ChinaDate;
}

export function chinaMonth(moment: Date): ChinaMonth {
  return chinaDate(moment).slice(0, 7) as ChinaMonth;
}

/** The moment with its offset, `2026-01-01T00:00:00.000+08:00`. */
export function chinaTimestamp(moment: Date): string {
  return new Date(moment.getTime() + OFFSET_MS).toISOString().replace('Z', '+08:00');
}

/** The first moment of a China day. */
export function startOfChinaDay(day: ChinaDate): Date {
  return new Date(`${day}T00:00:00.000+08:00`);
}

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const DAY = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Reads `YYYY-MM`. @throws Refusal INPUT_MALFORMED naming `field` */
export function parseChinaMonth(text: string, field = 'month'): ChinaMonth {
  if (!MONTH.test(text)) {
    throw malformed([fault(field, 'month', 'must be a month written YYYY-MM', '应为 YYYY-MM 格式的月份')]);
  }
  return text as ChinaMonth;
}

/** Whether a text is `YYYY-MM-DD` of a day that exists. */
export function isChinaDate(text: string): text is ChinaDate {
  if (!DAY.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Reads `YYYY-MM-DD` of a day that exists. @throws Refusal INPUT_MALFORMED naming `field` */
export function parseChinaDate(text: string, field = 'date'): ChinaDate {
  if (!isChinaDate(text)) {
    throw malformed([
      fault(
        field,
        'date',
        'must be a day that exists, written YYYY-MM-DD',
        '应为 YYYY-MM-DD 格式且存在的日期',
      ),
    ]);
  }
  return text;
}

/** The month `count` months later (earlier when negative). */
export function addMonths(month: ChinaMonth, count: number): ChinaMonth {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const index = year * 12 + (number - 1) + count;
  const shifted = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
  return shifted as ChinaMonth;
}

/** The last day of a month. */
export function lastDayOf(month: ChinaMonth): ChinaDate {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}

const DAY_MS = 86_400_000;

/** The day `count` days later (earlier when negative). */
export function addDays(day: ChinaDate, count: number): ChinaDate {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10) as ChinaDate;
}

/** Whole days from one day to another; below zero when the other is earlier. */
export function daysBetween(from: ChinaDate, to: ChinaDate): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}
