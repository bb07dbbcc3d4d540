import {
  connect,
  type Database,
  ensureServiceLogin,
  migrate,
  migrateDown,
  platformMigrations,
} from '@carbon/database';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/test-database';
import { announcedCalendar } from '../domain/announced-calendars';
import type { IsoDate } from '../domain/working-calendar';
import { rulesMigrations } from './migrations/index';
import { readCalendar, readCalendarDays } from './read-calendar';
import { recordCalendarDays } from './record-calendar-days';

describe('working-day calendars in the database', () => {
  let server: TestDatabase;
  let database: Database;
  const all = [...platformMigrations, ...rulesMigrations];
  const then = new Date('2026-03-01T00:00:00Z');

  beforeAll(async () => {
    server = await createTestDatabase(all);
    const url = await ensureServiceLogin(server.superuserUrl, `${server.name}_app`, 'secret');
    database = await connect({ url });
  });
  afterAll(async () => {
    await database.close();
    await server.drop();
  });

  const change = (now: string, date: IsoDate, working: boolean, validFrom = now) =>
    database.transaction((tx) =>
      recordCalendarDays(tx, {
        market: 'cn',
        days: [{ date, working, name: { zh: '调整', en: 'changed' } }],
        validFrom: new Date(validFrom),
        now: new Date(now),
        by: 'user:one',
        reason: 'a notice',
      }),
    );

  it('the migration seeds what the packs announce, each from the day of its announcement (trap 11)', async () => {
    for (const market of ['cn', 'eu', 'uk'] as const) {
      for (const at of ['2024-11-11T15:59:59Z', '2024-11-11T16:00:00Z', '2026-03-01T00:00:00Z']) {
        const seeded = await readCalendar(database, market, new Date(at));
        const announced = announcedCalendar(market, new Date(at));
        for (let day = Date.UTC(2025, 0, 1); day < Date.UTC(2027, 0, 1); day += 86_400_000) {
          const date = new Date(day).toISOString().slice(0, 10) as IsoDate;
          expect([date, seeded.isWorkingDay(date)]).toEqual([date, announced.isWorkingDay(date)]);
        }
      }
    }
    expect((await readCalendar(database, 'cn', then)).isWorkingDay('2026-02-14')).toBe(true);
    expect((await readCalendar(database, 'cn', then)).isWorkingDay('2026-02-16')).toBe(false);
  });

  it('a change is a new version, and what was counted before comes out as before', async () => {
    await change('2026-03-10T02:00:00Z', '2026-06-22', false);
    await change('2026-03-20T02:00:00Z', '2026-06-22', true);
    const workedAsOf = async (at: string) =>
      (await readCalendar(database, 'cn', new Date(at))).isWorkingDay('2026-06-22');
    expect(await workedAsOf('2026-03-10T01:59:59.999Z')).toBe(true);
    expect(await workedAsOf('2026-03-10T02:00:00Z')).toBe(false);
    expect(await workedAsOf('2026-03-19T00:00:00Z')).toBe(false);
    expect(await workedAsOf('2026-03-20T02:00:00Z')).toBe(true);
  });

  it('a change may count from later on, never from before it was recorded', async () => {
    await change('2026-03-10T02:00:00Z', '2026-07-01', false, '2026-04-01T00:00:00Z');
    const days = async (at: string) =>
      (await readCalendar(database, 'cn', new Date(at))).isWorkingDay('2026-07-01');
    expect([await days('2026-03-31T23:59:59Z'), await days('2026-04-01T00:00:00Z')]).toEqual([true, false]);
    await expect(change('2026-03-10T02:00:00Z', '2026-07-01', true, '2026-03-10T01:59:59Z')).rejects.toThrow(
      'calendar_day_check',
    );
  });

  it('pages of a year hold each day once, in order, in its version of then', async () => {
    const seen: string[] = [];
    let after: readonly string[] | undefined;
    for (;;) {
      const page = await readCalendarDays(
        database,
        { market: 'cn', year: 2025, at: then },
        { limit: 7, ...(after === undefined ? {} : { after }) },
      );
      seen.push(...page.items.map(({ date }) => date));
      if (page.next === undefined) break;
      after = [page.items.at(-1)!.date];
    }
    expect(seen).toHaveLength(33);
    expect(seen).toEqual([...new Set(seen)].sort());
  });

  it('versions cannot be changed or removed, by the application or by the owner', async () => {
    for (const statement of [
      'update rules.calendar_day set working = true',
      'delete from rules.calendar_day',
      'truncate rules.calendar_day',
    ]) {
      await expect(database.query(statement)).rejects.toThrow('permission denied');
      const owner = await connect({ url: server.superuserUrl });
      await expect(owner.query(statement)).rejects.toThrow('append-only');
      await owner.close();
    }
  });
});

it('the migrations of rules go up, down and up again', async () => {
  const server = await createTestDatabase();
  const all = [...platformMigrations, ...rulesMigrations];
  await migrate(server.superuserUrl, all);
  await migrateDown(server.superuserUrl, all, rulesMigrations.length);
  expect(await migrate(server.superuserUrl, all)).toEqual(['Calendar1700000002600']);
  await server.drop();
});
