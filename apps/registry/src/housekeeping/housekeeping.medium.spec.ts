import { newId } from '@carbon/kernel';
import { openRegistryFixture, type RegistryFixture } from '../registry.spec-support';
import { Housekeeping } from './housekeeping';
import { HousekeepingScheduler } from './housekeeping-scheduler';

const MARCH = new Date('2026-03-02T02:00:00.000Z');
const SEVEN_MONTHS_LATER = new Date('2026-10-02T02:00:00.000Z');
const A_YEAR_LATER_ON_THE_DAY = new Date('2027-03-02T02:00:00.000Z');
const A_YEAR_AND_A_DAY_LATER = new Date('2027-03-03T02:00:00.000Z');

let registry: RegistryFixture;
let housekeeping: Housekeeping;

beforeEach(async () => {
  registry = await openRegistryFixture();
  housekeeping = registry.app.get(Housekeeping, { strict: false });
});
afterEach(() => registry.close());

const rows = async (table: string): Promise<number> => {
  const [row] = await registry.database.query<{ count: number }>(
    `select count(*)::int as count from ${table}`,
  );
  return row?.count ?? 0;
};
const told = (action: string) =>
  registry.database.query<{ actor: string; after: object }>(
    'select actor, after from audit.record where action = $1 order by id',
    [action],
  );

/** A mail of somebody, written at a moment. */
async function mail(at: Date): Promise<void> {
  await registry.database.query(
    `insert into identity.mail (id, person_id, template, created_at, next_attempt_at)
     values ($1, $2, 'password-reset', $3, $3)`,
    [newId(), newId(), at],
  );
}

/** An act over HTTP: the trail remembers where it came from. */
async function act(code: string, at: Date): Promise<void> {
  registry.clock.set(at);
  const holder = { code, nameZh: '示例', nameEn: 'Example', kind: 'generator', source: 'synthetic' };
  expect((await registry.post('/v1/holders', holder)).statusCode).toBe(201);
}

it('PII-003 data of persons that has done its work is removed, and counted in the trail', async () => {
  await mail(MARCH);
  await mail(SEVEN_MONTHS_LATER);
  registry.clock.set(SEVEN_MONTHS_LATER);
  expect(await housekeeping.run()).toBe(true);
  expect(await rows('identity.mail')).toBe(1);
  expect(await told('retention.removed')).toMatchObject([{ actor: 'system', after: { removed: 1 } }]);
});

it('PII-003 PII-006 where acts came from is kept a year and then forgotten; the records stay', async () => {
  await act('H-OLD', MARCH);
  await act('H-NEW', SEVEN_MONTHS_LATER);
  expect(await rows('audit.origin')).toBe(2);
  const records = await rows('audit.record');
  registry.clock.set(A_YEAR_LATER_ON_THE_DAY);
  await housekeeping.run();
  expect(await rows('audit.origin')).toBe(2);
  registry.clock.set(A_YEAR_AND_A_DAY_LATER);
  await housekeeping.run();
  expect(await rows('audit.origin')).toBe(1);
  expect(await told('audit.origins-erased')).toEqual([{ actor: 'system', after: { count: 1 } }]);
  expect(await rows('audit.record')).toBe(records + 1);
});

it('is left to the process that is at it', async () => {
  await mail(MARCH);
  registry.clock.set(SEVEN_MONTHS_LATER);
  await registry.database.transaction(async (other) => {
    await other.query(`select pg_advisory_xact_lock(hashtext('registry.housekeeping'))`);
    expect(await housekeeping.run()).toBe(false);
    expect(await rows('identity.mail')).toBe(1);
  });
  expect(await housekeeping.run()).toBe(true);
  expect(await rows('identity.mail')).toBe(0);
});

it('comes by itself, and stops when the application does', async () => {
  await mail(MARCH);
  registry.clock.set(SEVEN_MONTHS_LATER);
  const scheduler = new HousekeepingScheduler(housekeeping, 1);
  scheduler.onApplicationBootstrap();
  const deadline = Date.now() + 120_000;
  while ((await rows('identity.mail')) > 0) {
    if (Date.now() > deadline) throw new Error('nobody kept house');
  }
  await scheduler.onModuleDestroy();
  await mail(MARCH);
  expect(await rows('identity.mail')).toBe(1);
});

it('may be left to another process altogether', () => {
  const scheduler = new HousekeepingScheduler(housekeeping, 'never');
  const rounds = jest.spyOn(global, 'setInterval');
  scheduler.onApplicationBootstrap();
  expect(rounds).not.toHaveBeenCalled();
  rounds.mockRestore();
});
