import type { Transaction } from '@carbon/database';
import type { SpecialDay } from '../domain/announcement';
import type { Market } from '../domain/working-calendar';

export interface CalendarChange {
  readonly market: Market;
  readonly days: readonly SpecialDay[];
  /** From when the calendar is known to be so; not before `now`. */
  readonly validFrom: Date;
  readonly now: Date;
  readonly by: string;
  readonly reason: string;
}

/** Adds a version of each day. What was counted before stays as it was counted. */
export async function recordCalendarDays(tx: Transaction, change: CalendarChange): Promise<void> {
  const { market, days, validFrom, now, by, reason } = change;
  await tx.query(
    `insert into rules.calendar_day
       (market, date, working, name_zh, name_en, valid_from, recorded_at, recorded_by, reason)
     select $1, day.date, day.working, day.zh, day.en, $2, $3, $4, $5
       from jsonb_to_recordset($6::jsonb) as day (date date, working boolean, zh text, en text)`,
    [
      market,
      validFrom,
      now,
      by,
      reason,
      JSON.stringify(days.map(({ date, working, name }) => ({ date, working, ...name }))),
    ],
  );
}
