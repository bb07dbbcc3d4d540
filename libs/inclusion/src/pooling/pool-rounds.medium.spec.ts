import { splitExactly } from '@carbon/kernel';
import { DECEMBER, done, PoolingWorld } from './pooling.spec-support';

let world: PoolingWorld;
let pool: string;
beforeAll(async () => {
  world = await PoolingWorld.open();
});
afterAll(async () => {
  await world.close();
});

const G = 1_000_000n;
const asked = (upTo: string) => world.propose('inclusion-pool-round', { programme: 'SZ', upTo });

it('PHI-005 no round before terms are published, nor by anybody else', async () => {
  expect((await asked('2026-09')).json()).toMatchObject({ code: 'POOLING_NO_TERMS', rule: 'PHI-005' });
  const other = await world.inclusion.programme('NB', 'inclusion-shenzhen', 'PHER-SIP');
  const foreign = { programme: 'SZ', upTo: '2026-09' };
  const answer = await world.propose('inclusion-pool-round', foreign, other.maker);
  expect(answer.json()).toMatchObject({ code: 'PROGRAMME_UNKNOWN', status: 404 });
  pool = await world.published({ limit: '500' });
  const taken = await world.agreed('inclusion-pooling-terms', {
    ...{ programme: 'SZ', pool, sharingZh: '示例', sharingEn: 'invented', residentLimitGrams: '500' },
    gramsPerBonusPoint: '100',
  });
  expect(taken).toMatchObject({ state: 'executed', outcome: { version: 2 } });
  const elsewhere = await world.propose(
    'inclusion-pooling-terms',
    { programme: 'NB', pool, sharingZh: '示例', sharingEn: 'invented', gramsPerBonusPoint: '1' },
    other.maker,
  );
  const { id } = done(elsewhere).json<{ id: string }>();
  const approved = done(await world.post(other.checker, `/v1/tasks/${id}/approvals`));
  expect(approved.json()).toMatchObject({ state: 'failed', failure: { code: 'POOL_UNKNOWN' } });
  world.later(1);
});

it('CNV-001 acts that may still be corrected, and people who consented to other terms, are in no round', async () => {
  expect((await asked('2026-09')).json()).toMatchObject({
    code: 'POOLING_MONTH_UNSETTLED',
    details: { day: '2026-10-31' },
  });
  world.until(DECEMBER);
  expect((await asked('2026-10')).json()).toMatchObject({ code: 'POOLING_NOTHING' });
  const resident = await world.resident(1_000n);
  await world.consents(resident);
  await world.publish(pool, { limit: '500' });
  expect((await asked('2026-10')).json()).toMatchObject({ code: 'POOLING_NOTHING' });
  await world.consents(resident);
  expect((await asked('2026-10')).statusCode).toBe(201);
});

it('CNV-001 beyond the limit the rest stays the resident’s own; CCR-004 what is not confirmed comes back by part', async () => {
  const grams = [77n, 333n, 499n, 501n, 3n, 1n];
  for (const each of grams) await world.consents(await world.resident(each));
  const opened = await world.round();
  const all = [500n, ...grams.map((each) => (each > 500n ? 500n : each))].map((each) => each * G);
  expect(opened).toMatchObject({ state: 'executed', outcome: { residents: 7, grams: '1913' } });
  const shares = await world.shares();
  expect(shares.map(({ taken }) => taken)).toEqual(all);
  expect((await asked('2026-10')).json()).toMatchObject({ code: 'POOLING_ROUND_WAITS' });

  const confirmed = 1_000_000_003n;
  await world.verified(pool, 1, '1000.000003');
  await world.settle();
  const parts = splitExactly(
    confirmed,
    shares.map(({ resident, taken }) => ({ key: String(resident).padStart(12, '0'), weight: taken })),
  );
  const after = await world.shares();
  expect(after.map(({ carried }) => carried)).toEqual([...parts.values()]);
  expect(after.map(({ taken, returned, carried }) => taken - returned - carried)).toEqual(all.map(() => 0n));
  for (const { resident, carried } of after) expect(await world.pooled(resident)).toBe(carried);
});

it('CNV-001 the database itself: no more than there is, every microgram in one place, nothing goes back', async () => {
  const sql = (text: string) => world.platform.database.transaction((tx) => tx.query(text));
  const [{ resident } = { resident: 0n }] = await world.shares();
  await expect(
    sql(`insert into inclusion.pool_share (resident_id, round_id, programme_id, taken_ug, carried_ug)
         values (${resident}, 999, ${world.programme.id}, 900000000, 900000000)`),
  ).rejects.toMatchObject({ code: 'CL114' });
  await expect(sql('update inclusion.pool_share set carried_ug = carried_ug + 1')).rejects.toMatchObject({
    code: '23514',
  });
  await expect(
    sql('update inclusion.pool_share set returned_ug = 0, carried_ug = taken_ug'),
  ).rejects.toMatchObject({ code: 'CL115' });
  await expect(sql('update inclusion.pooled set pooled_ug = 0')).rejects.toMatchObject({ code: '42501' });
  await expect(sql('update inclusion.pool_round set carried_ug = 0')).rejects.toMatchObject({
    code: '23514',
  });
});

it('CNV-002 killed between issue and settlement: nothing of it stays, done again all of it is there once', async () => {
  expect(await world.issue(pool, 1)).toMatchObject({ outcome: { tonnes: '0' } });
  const before = await world.shares();
  await world.superuser(`create function inclusion.fail() returns trigger language plpgsql as
    $$ begin raise exception 'killed'; end $$;
    create trigger fail before update of settled_at on inclusion.pool_round for each row execute function inclusion.fail()`);
  expect(await world.settle()).toBe(0);
  expect(await world.shares()).toEqual(before);
  await world.superuser('drop trigger fail on inclusion.pool_round; drop function inclusion.fail()');
  expect(await world.settle()).toBe(1);
  const records = await world.platform.database.query(
    `select from audit.record where action = 'inclusion-pool.round-settled'`,
  );
  expect(records).toHaveLength(1);
  expect(await world.settle()).toBe(0);
});

it('CNV-001 what a correction takes away after pooling is made good by what comes next', async () => {
  const resident = await world.resident(400n, '2026-11-01');
  await world.consents(resident);
  world.until(new Date('2027-01-04T02:00:00.000Z'));
  expect(await world.round('2026-11')).toMatchObject({ state: 'executed' });
  expect(await world.pooled(resident.id)).toBe(400n * G);
  await world.earned(resident.id, -150n, '2026-11-01');
  await world.earned(resident.id, 200n, '2026-12-01');
  const standing: unknown = done(await world.get(resident.person, '/v1/me/pooling/programmes')).json();
  expect(standing).toMatchObject({ programmes: [{ claimableGrams: '50', pooledGrams: '400' }] });
  await world.verified(pool, 2, '1');
  await world.issue(pool, 2);
  await world.settle();
  world.until(new Date('2027-02-04T02:00:00.000Z'));
  const [before] = [await world.pooled(resident.id)];
  await world.round('2026-12');
  // never more than there is: 450 g in all
  expect(before).toBeLessThan(400n * G);
  expect(await world.pooled(resident.id)).toBe(450n * G);
});
