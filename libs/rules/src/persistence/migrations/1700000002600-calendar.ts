import type { MigrationInterface, QueryRunner } from 'typeorm';
import { announcements, knownFrom } from '../../domain/announced-calendars';

/**
 * Working-day calendars. A row is one version of one day: the calendar as known at a moment are the versions valid by
 * then. Versions are never valid before they are recorded, so a calculation of the past comes out the same for ever.
 */
export class Calendar1700000002600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema rules;
      grant usage on schema rules to carbon_app;

      create table rules.calendar_day (
        id bigint primary key generated always as identity,
        market text not null check (market in ('cn', 'eu', 'uk')),
        date date not null,
        working boolean not null,
        name_zh text not null,
        name_en text not null,
        valid_from timestamptz not null,
        recorded_at timestamptz not null,
        recorded_by text not null,
        reason text not null,
        check (recorded_at <= valid_from)
      );
      create index calendar_day_versions on rules.calendar_day (market, date, valid_from, id);

      create function rules.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'calendar versions are append-only' using errcode = 'CL026';
      end $$;
      create trigger calendar_day_is_kept before update or delete or truncate on rules.calendar_day
        for each statement execute function rules.refuse_change();

      grant select, insert on rules.calendar_day to carbon_app;
    `);
    // what the platform comes with counts from the day it was published, not from the day it was installed
    for (const announcement of announcements) {
      const { market, days, source } = announcement;
      await runner.query(
        `insert into rules.calendar_day
           (market, date, working, name_zh, name_en, valid_from, recorded_at, recorded_by, reason)
         select $1, day.date, day.working, day.zh, day.en, $2, $2, 'system', $3
           from jsonb_to_recordset($4::jsonb) as day (date date, working boolean, zh text, en text)`,
        [
          market,
          knownFrom(announcement),
          source,
          JSON.stringify(days.map(({ date, working, name }) => ({ date, working, ...name }))),
        ],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema rules cascade`);
  }
}
