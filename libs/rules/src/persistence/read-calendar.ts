import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { type IsoDate, type Market, type WorkingCalendar, workingCalendar } from '../domain/working-calendar';

/** The version of a special day that is in force. */
export interface CalendarDay {
  readonly date: IsoDate;
  readonly working: boolean;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly validFrom: Date;
  readonly recordedAt: Date;
  readonly reason: string;
}

/** The working days of a market as known at a moment. */
export async function readCalendar(reader: Reader, market: Market, at: Date): Promise<WorkingCalendar> {
  const days = await reader.query<{ date: IsoDate; working: boolean }>(
    `select distinct on (day.date) day.date::text as date, working from rules.calendar_day day
      where market = $1 and valid_from <= $2
      order by day.date, valid_from desc, id desc`,
    [market, at],
  );
  return workingCalendar(market, new Map(days.map(({ date, working }) => [date, working])));
}

/** The special days of a market in one year as known at a moment, in order. */
export async function readCalendarDays(
  reader: Reader,
  { market, year, at }: { readonly market: Market; readonly year: number; readonly at: Date },
  page: PageRequest,
): Promise<Page<CalendarDay>> {
  const days = await reader.query<CalendarDay>(
    `select distinct on (day.date) day.date::text as date, working, name_zh as "nameZh", name_en as "nameEn",
            valid_from as "validFrom", recorded_at as "recordedAt", reason
       from rules.calendar_day day
      where market = $1 and valid_from <= $2
        and day.date >= make_date($3, 1, 1) and day.date <= make_date($3, 12, 31)
        and ($4::text is null or day.date::text > $4)
      order by day.date, valid_from desc, id desc
      limit $5`,
    [market, at, year, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(days, page.limit, ({ date }) => [date]);
}
