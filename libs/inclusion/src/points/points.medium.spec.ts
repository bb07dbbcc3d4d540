import { blockAccounts } from '@carbon/ledger';
import { releasedPacks } from '@carbon/rules/domain';
import { breaches } from '../../../../tests/support/ledger-invariants';
import {
  InclusionWorld,
  type TestProgramme,
  type TestResident,
} from '../../../../tests/support/inclusion-world';
import { openPlatformFixture, type PlatformFixture } from '../../../../tests/support/platform-fixture';
import { getProgramme } from '../programmes/programme';
import { putIntoTail } from './persistence/tail';
import {
  expirePoints,
  foldAfter,
  forfeitPoints,
  readPoints,
  releaseReserved,
  reservePoints,
  spendReserved,
} from './index';
import { creditMonth } from './domain/first-in-first-out';

let platform: PlatformFixture;
let world: InclusionWorld;
let programme: TestProgramme;

beforeAll(async () => {
  platform = await openPlatformFixture();
  platform.clock.set(new Date('2026-09-15T02:00:00Z'));
  world = new InclusionWorld(platform);
  programme = await world.programme();
});
afterAll(async () => {
  expect(await breaches(platform.database)).toEqual([]);
  await platform.close();
});

const now = () => platform.clock.now();

async function earns(resident: TestResident, points: bigint): Promise<void> {
  await platform.database.transaction((tx) =>
    putIntoTail(tx, [{ resident: resident.id, programme: programme.id, points }], creditMonth(now())),
  );
}

const fold = () =>
  platform.database.transaction((tx) => foldAfter(tx, platform, { after: 0n, residents: 1_000, now: now() }));

async function standing(resident: TestResident) {
  const answer = await platform.send('GET', '/v1/me/points', resident.person.headers);
  const { programmes } = answer.json<{ programmes: Record<string, unknown>[] }>();
  return programmes[0];
}

async function reserve(resident: TestResident, points: bigint, reference: string): Promise<void> {
  await platform.database.transaction(async (tx) => {
    const of = await getProgramme(tx, programme.code);
    await reservePoints(tx, platform, {
      ...{ resident, programme: of, points, reference, actor: 'test', now: now() },
    });
  });
}

const order = async (resident: TestResident, points: bigint, reference: string) => ({
  ...{ accountNumber: resident.accountNumber, points, reference, actor: 'test', now: now() },
  programme: await getProgramme(platform.database, programme.code),
});

it('points are there before they are folded, and as many after', async () => {
  const resident = await world.resident(programme);
  await earns(resident, 84n);
  expect(await standing(resident)).toMatchObject({ spendable: '84', justEarned: '84', expiring: [] });
  await fold();
  expect(await standing(resident)).toMatchObject({
    ...{ spendable: '84', justEarned: '0', owed: '0' },
    expiring: [{ points: '84', validThrough: '2028-09-30' }],
  });
});

it('PTS-005 what just came in can be set apart, spent or given back', async () => {
  const resident = await world.resident(programme);
  await earns(resident, 100n);
  await reserve(resident, 60n, 'V-1');
  expect(await standing(resident)).toMatchObject({ spendable: '40', setApart: '60' });
  const spent = await order(resident, 45n, 'V-1');
  await platform.database.transaction((tx) => spendReserved(tx, platform, spent));
  const back = await order(resident, 15n, 'V-1');
  await platform.database.transaction((tx) => releaseReserved(tx, platform, [back]));
  expect(await standing(resident)).toMatchObject({ spendable: '55', setApart: '0' });
});

it('of fifty who spend the same points at once one does, and nothing is lost', async () => {
  const resident = await world.resident(programme);
  await earns(resident, 100n);
  const tries = await Promise.allSettled(
    Array.from({ length: 50 }, (_, at) => reserve(resident, 100n, `V-${at}`)),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const each of tries)
    if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'POINTS_NOT_ENOUGH' });
  expect(await standing(resident)).toMatchObject({ spendable: '0', setApart: '100' });
});

it('a correction takes no more than is there, and the next credit pays the rest', async () => {
  const resident = await world.resident(programme);
  await earns(resident, 50n);
  await reserve(resident, 40n, 'V-9');
  await earns(resident, -30n);
  await fold();
  expect(await standing(resident)).toMatchObject({ spendable: '0', setApart: '40', owed: '20' });
  await earns(resident, 25n);
  expect(await standing(resident)).toMatchObject({ spendable: '5', owed: '20' });
  await fold();
  expect(await standing(resident)).toMatchObject({ spendable: '5', owed: '0' });
});

it('what a blocked account cannot take waits, and does not stay in the pool', async () => {
  const [blocked, open] = [await world.resident(programme), await world.resident(programme)];
  await platform.database.transaction((tx) =>
    blockAccounts(tx, { numbers: [blocked.accountNumber] }, { reason: 'test', actor: 'test' }, now()),
  );
  await earns(blocked, 11n);
  await earns(open, 22n);
  await fold();
  expect(await standing(open)).toMatchObject({ spendable: '22', justEarned: '0' });
  expect(await standing(blocked)).toMatchObject({ spendable: '11', justEarned: '11' });
  const [pool] = await platform.database.query<{ available: string }>(
    `select b.available from inclusion.programme p join ledger.account a on a.number = p.points_pool
       join ledger.balance b on b.account_id = a.id`,
  );
  expect(pool).toEqual({ available: '0' });
});

it('who leaves loses what is free', async () => {
  const resident = await world.resident(programme);
  await earns(resident, 70n);
  await fold();
  const lost = await platform.database.transaction((tx) =>
    forfeitPoints(tx, platform, { resident, actor: 'test', now: now() }),
  );
  expect(lost).toBe(70n);
});

describe('PTS-004', () => {
  const propose = (resident: TestResident, payload: object) =>
    platform.send(
      'POST',
      '/v1/tasks',
      { ...programme.maker.headers, 'idempotency-key': `${Math.random()}` },
      {
        kind: 'points-correction',
        payload: {
          programme: programme.code,
          resident: resident.id.toString(),
          reason: '重复入账更正',
          ...payload,
        },
      },
    );

  it('AC-114 an operator that takes points without request or evidence is refused, and it is recorded', async () => {
    const resident = await world.resident(programme);
    await earns(resident, 70n);
    await fold();
    const answer = await propose(resident, { points: '-70', ground: 'error' });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'POINTS_NOT_THE_OPERATORS', rule: 'PTS-004' });
    const [logged] = await platform.database.query(
      `select action from audit.record where subject_kind = 'resident' and subject_id = $1`,
      [resident.id.toString()],
    );
    expect(logged).toEqual({ action: 'points.taking-refused' });
    expect(await standing(resident)).toMatchObject({ spendable: '70' });
  });

  it('at the request of the resident two people take them', async () => {
    const resident = await world.resident(programme);
    await earns(resident, 70n);
    await fold();
    const proposed = await propose(resident, { points: '-20', ground: 'resident-request' });
    expect(proposed.statusCode).toBe(201);
    const { id } = proposed.json<{ id: string }>();
    const approved = await platform.send(
      'POST',
      `/v1/tasks/${id}/approvals`,
      { ...programme.checker.headers, 'idempotency-key': 'approve-points' },
      {},
    );
    expect(approved.json()).toMatchObject({ state: 'executed' });
    expect(await standing(resident)).toMatchObject({ spendable: '50' });
  });

  it('somebody else’s programme is not there', async () => {
    const other = await world.programme('XX');
    const resident = await world.resident(other);
    const answer = await propose(resident, { programme: 'XX', points: '+5', ground: 'goodwill' });
    expect(answer.statusCode).toBe(404);
  });
});

it('PTS-002 points expire first in first out; what is given back too late goes too', async () => {
  const resident = await world.resident(programme);
  await earns(resident, 100n);
  await fold();
  await reserve(resident, 30n, 'V-LATE');
  platform.clock.set(new Date('2027-05-10T02:00:00Z'));
  await earns(resident, 10n);
  await fold();
  platform.clock.set(new Date('2028-10-01T02:00:00Z'));
  await expire();
  expect(await there(resident)).toMatchObject({ available: 10n, setApart: 30n });
  const back = await order(resident, 30n, 'V-LATE');
  await platform.database.transaction((tx) => releaseReserved(tx, platform, [back]));
  await expire();
  expect(await there(resident)).toMatchObject({
    ...{ available: 10n, setApart: 0n },
    lots: [{ creditedMonth: '2027-05', points: 10n }],
  });
});

/** Not over HTTP: sessions do not live that long. */
async function there(resident: TestResident) {
  const [first] = await readPoints(platform.database, resident);
  return first;
}

async function expire(): Promise<void> {
  await expirePoints(
    platform.database,
    { ledger: platform.ledger, packs: () => Promise.resolve(releasedPacks) },
    now(),
  );
}
