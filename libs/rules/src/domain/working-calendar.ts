import type { ChinaDate } from '@carbon/kernel';

/** Whose working days are counted. */
export const MARKETS = ['cn', 'eu', 'uk'] as const;
export type Market = (typeof MARKETS)[number];

/** A calendar day of the market's own zone, `YYYY-MM-DD`. */
export type IsoDate = ChinaDate;

/** Which days of a market are working days. */
export interface WorkingCalendar {
  readonly market: Market;
  isWorkingDay(date: IsoDate): boolean;
  /** The first working day after a day. */
  nextWorkingDay(date: IsoDate): IsoDate;
  /** The `count`-th working day after a day; with 0 the day itself. */
  addWorkingDays(date: IsoDate, count: number): IsoDate;
}

const DAY_MS = 86_400_000;
/** No market closes for a year: a calendar without a working day for so long is wrong data. */
const LONGEST_CLOSURE_DAYS = 366;

const midnightUtc = (date: IsoDate) => Date.parse(`${date}T00:00:00Z`);

export function nextDay(date: IsoDate): IsoDate {
  return new Date(midnightUtc(date) + DAY_MS).toISOString().slice(0, 10) as IsoDate;
}

export function isWeekend(date: IsoDate): boolean {
  const weekday = new Date(midnightUtc(date)).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/**
 * Monday to Friday, but for the days that say otherwise: holidays, and weekend days worked in exchange for them (调休).
 */
export function workingCalendar(market: Market, special: ReadonlyMap<IsoDate, boolean>): WorkingCalendar {
  const isWorkingDay = (date: IsoDate): boolean => special.get(date) ?? !isWeekend(date);
  const nextWorkingDay = (date: IsoDate): IsoDate => {
    let day = date;
    for (let closed = 0; closed < LONGEST_CLOSURE_DAYS; closed++) {
      day = nextDay(day);
      if (isWorkingDay(day)) return day;
    }
    throw new RangeError(`the calendar of ${market} has no working day within a year of ${date}`);
  };
  const addWorkingDays = (date: IsoDate, count: number): IsoDate => {
    let day = date;
    for (let counted = 0; counted < count; counted++) day = nextWorkingDay(day);
    return day;
  };
  return { market, isWorkingDay, nextWorkingDay, addWorkingDays };
}

/** A calendar of weekends and the given holidays. */
export function weekendsAnd(market: Market, holidays: Iterable<IsoDate>): WorkingCalendar {
  return workingCalendar(market, new Map(Array.from(holidays, (day) => [day, false])));
}
