import { approvalMigrations, ApprovalsModule } from '@carbon/approvals';
import { auditMigrations } from '@carbon/audit';
import { connect, type Database, ensureServiceLogin, platformMigrations } from '@carbon/database';
import {
  Authenticator,
  type Caller,
  createHttpApp,
  type Credentials,
  EdgeModule,
  EVERYTHING,
  JsonLogger,
  type Permission,
} from '@carbon/http';
import { SettableClock } from '@carbon/kernel';
import { approvalPolicy, calculatorBook, readCalendar, rulesMigrations, RulesModule } from '@carbon/rules';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/test-database';
import { CalendarDeskModule } from './calendar-desk.module';

const NOON = new Date('2026-11-20T04:00:00Z');
const PERMISSIONS: readonly Permission[] = [
  'tasks.read',
  'tasks.propose',
  'tasks.approve',
  'calendar.propose',
  'calendar.approve',
];
/** Two people of the registry. */
const operators = new Map(
  ['one', 'two'].map((name): [string, Caller] => [
    `Bearer ${name}`,
    {
      id: `user:${name}`,
      name,
      kind: 'user',
      permissions: new Set(PERMISSIONS),
      reach: EVERYTHING,
      personId: name,
      secondFactorAt: NOON,
    },
  ]),
);

class Operators extends Authenticator {
  authenticate({ authorization }: Credentials) {
    return Promise.resolve(operators.get(authorization ?? ''));
  }
}

describe('working-day calendars under four eyes', () => {
  let server: TestDatabase;
  let database: Database;
  let app: NestFastifyApplication;
  const clock = new SettableClock(NOON);

  beforeAll(async () => {
    server = await createTestDatabase([
      ...platformMigrations,
      ...auditMigrations,
      ...rulesMigrations,
      ...approvalMigrations,
    ]);
    const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
    database = await connect({ url });
    app = await createHttpApp(
      {
        module: class {},
        imports: [
          EdgeModule.forRoot({ database, clock, authenticator: new Operators() }),
          ApprovalsModule.forRoot({
            policy: approvalPolicy,
            rolesSince: () => Promise.resolve([]),
            sweepEvery: 'never',
          }),
          RulesModule.forRoot({ calculators: calculatorBook() }),
          CalendarDeskModule,
        ],
      },
      { openApi: { title: 't', description: 'd', version: '1' }, logger: new JsonLogger('silent') },
    );
  });
  afterAll(async () => {
    await app.close();
    await database.close();
    await server.drop();
  });

  let keys = 0;
  const post = (who: string, url: string, payload: object) =>
    app.inject({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${who}`, 'idempotency-key': `test-key-${++keys}` },
      payload,
    });
  const day = { date: '2027-02-05', day: 'closed', nameZh: '春节', nameEn: 'Spring Festival' };
  const makeUp = { date: '2027-02-13', day: 'working', nameZh: '调休上班', nameEn: 'make-up day' };
  const propose = (payload: object) =>
    post('one', '/v1/tasks', {
      kind: 'calendar-change',
      payload: { market: 'cn', days: [day, makeUp], reason: 'a drill', ...payload },
    });
  const daysOf2027 = async (at?: string) => {
    const asOf = at === undefined ? '' : `&at=${encodeURIComponent(at)}`;
    const answer = await app.inject({ method: 'GET', url: `/v1/calendars/cn?year=2027${asOf}` });
    return answer.json<{ items: { date: string; working: boolean }[] }>().items;
  };

  it('REG-001 trap 11: a change counts from its approval by another, and is audited', async () => {
    const { id } = (await propose({})).json<{ id: string }>();
    expect((await post('one', `/v1/tasks/${id}/approvals`, {})).json()).toMatchObject({
      code: 'TASK_OWN_PROPOSAL',
    });
    expect(await daysOf2027()).toEqual([]);
    clock.set(new Date('2026-11-20T04:01:00Z'));
    expect((await post('two', `/v1/tasks/${id}/approvals`, {})).statusCode).toBe(200);

    expect(await daysOf2027()).toMatchObject([
      { date: '2027-02-05', working: false },
      { date: '2027-02-13', working: true },
    ]);
    expect(await daysOf2027('2026-11-20T12:00:59+08:00')).toEqual([]);
    const calendar = await readCalendar(database, 'cn', clock.now());
    expect(calendar.addWorkingDays('2027-02-04', 6)).toBe('2027-02-13');
    const [audit] = await database.query(
      `select actor, approver, subject_id, reason from audit.record where action = 'calendar.changed'`,
    );
    expect(audit).toEqual({
      actor: 'user:one',
      approver: 'user:two',
      subject_id: 'cn',
      reason: 'a drill',
    });
  });

  it('a change asked to count from the past counts from its approval', async () => {
    const days = [{ ...day, date: '2027-05-03' }];
    const { id } = (await propose({ days, validFrom: '2026-01-01T00:00:00Z' })).json<{ id: string }>();
    const answer = await post('two', `/v1/tasks/${id}/approvals`, {});
    expect(answer.statusCode).toBe(200);
    const before = await readCalendar(database, 'cn', new Date(clock.now().getTime() - 1));
    const after = await readCalendar(database, 'cn', clock.now());
    expect([before, after].map((calendar) => calendar.isWorkingDay('2027-05-03'))).toEqual([true, false]);
  });

  it.each([
    ['a day twice', { days: [day, day] }, 'payload.days[1].date'],
    ['no such market', { market: 'fr' }, 'payload.market'],
    ['no such day', { days: [{ ...day, date: '2027-02-30' }] }, 'payload.days[0].date'],
    ['no days', { days: [] }, 'payload.days'],
  ])('%s is refused by name', async (_, payload, field) => {
    const answer = await propose(payload);
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ fields: { field: string }[] }>().fields.map((one) => one.field)).toContain(field);
  });

  it('calendars are for everybody, page by page; an unknown one is not found', async () => {
    const get = async (url: string) => app.inject({ method: 'GET', url });
    const first = (await get('/v1/calendars/cn?year=2026&limit=20')).json<{
      items: object[];
      next: string;
    }>();
    const second = (await get(`/v1/calendars/cn?year=2026&limit=20&cursor=${first.next}`)).json<{
      items: object[];
      next?: string;
    }>();
    expect([first.items.length, second.items.length, second.next]).toEqual([20, 19, undefined]);
    expect(first.items[0]).toMatchObject({
      date: '2026-01-01',
      working: false,
      nameZh: '元旦',
      validFrom: '2025-11-04T00:00:00.000+08:00',
    });
    expect((await get('/v1/calendars/fr')).statusCode).toBe(404);
    expect((await get('/v1/calendars/cn?year=1999')).statusCode).toBe(400);
  });
});
