import { findHolder } from '@carbon/identity';
import { done, type House, PoolsWorld } from './pools.spec-support';
import { personsOfPools } from './use-cases/persons-of-pools';
import { succeedInPools } from './use-cases/succeed-in-pools';

let world: PoolsWorld;
beforeAll(async () => {
  world = await PoolsWorld.open();
});
afterAll(() => world.close());

let devices = 0;
const joining = (over: object) => ({
  ...{ kind: 'organisation', assetKind: 'device', asset: `DEVICE ${++devices}` },
  ...{ joinedOn: '2026-01-01', consentOn: '2025-12-31', consentRecord: 'C-1' },
  ...over,
});
const join = (house: House, pool: string, over: object) =>
  world.post(house.maker, `/v1/pools/${pool}/members`, { members: [joining(over)] });

async function merge(from: House, to: House): Promise<void> {
  await world.platform.database.transaction(async (tx) => {
    const [gone, heir] = [await findHolder(tx.manager, from.code), await findHolder(tx.manager, to.code)];
    if (!gone || !heir) throw new Error('a holder is missing');
    const review = { by: 'test', approver: 'other', taskId: null, reason: 'merger', documentHash: null };
    await succeedInPools(tx, {
      from: gone,
      to: heir,
      review: { ...review, now: world.platform.clock.now() },
    });
  });
}

it('PII-002 PII-003 a person is told of its memberships; erasure ends them and keeps what is in units', async () => {
  const { aggregator, platform } = world;
  const pool = await world.pool(aggregator);
  const person = { name: '示例', identityNumber: '110101199003070732' };
  done(await join(aggregator, pool, { member: 'P-1', kind: 'resident', person }));
  const [row] = await platform.database.query<{ person_id: string }>(
    `select person_id from credits.pool_member where reference = 'P-1'`,
  );
  const personId = row?.person_id ?? '';
  const told = await platform.database.transaction((tx) => personsOfPools.exportOf(tx, personId));
  expect(told).toMatchObject({
    memberships: [{ pool, member: 'P-1', joinedOn: '2026-01-01', leftOn: null }],
  });
  await platform.database.transaction(async (tx) =>
    personsOfPools.erase?.(tx, personId, platform.clock.now()),
  );
  const member = await world.get(aggregator.maker, `/v1/pools/${pool}/members/P-1`);
  expect(member.json()).toMatchObject({ member: 'P-1', leftOn: '2026-04-01' });
});

it('ETS-015 pools and memberships go over to a successor, unless one member would be with two aggregators', async () => {
  const { aggregator, other, platform } = world;
  const [mine, theirs] = [await world.pool(aggregator), await world.pool(other)];
  const firms: House[] = [];
  for (const code of ['FIRM-1', 'FIRM-2']) {
    const id = await platform.holder(code, 'organisation');
    firms.push({ ...aggregator, code, id });
  }
  const [first, second] = firms;
  if (!first || !second) throw new Error('no firms');
  done(await join(aggregator, mine, { member: 'F-1', holder: 'FIRM-1' }));
  done(await join(other, theirs, { member: 'F-2', holder: 'FIRM-2' }));
  await expect(merge(first, second)).rejects.toMatchObject({ code: 'POOL_MEMBER_ELSEWHERE' });
  // with one aggregator they may be one
  await merge(aggregator, other);
  expect((await world.get(aggregator.maker, `/v1/pools/${mine}`)).statusCode).toBe(404);
  expect((await world.get(other.maker, `/v1/pools/${mine}/members/F-1`)).statusCode).toBe(200);
  await merge(first, second);
  const rows = await platform.database.query<{ holder_id: string }>(
    `select distinct holder_id from credits.pool_member where holder_id is not null`,
  );
  expect(rows).toEqual([{ holder_id: second.id }]);
});
