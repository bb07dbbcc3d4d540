import { getHolder, joinGroup } from '@carbon/identity';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { done, type House, MEMBER_HEADER, memberLine, PoolsWorld } from './pools.spec-support';

let world: PoolsWorld;
beforeAll(async () => {
  world = await PoolsWorld.open();
});
afterAll(async () => {
  expect(await breaches(world.platform.database)).toEqual([]);
  await world.close();
});

const join = (house: House, pool: string, ...lines: string[]) =>
  world.csv(house.maker, `/v1/pools/${pool}/members/imports`, [MEMBER_HEADER, ...lines]);
const FEBRUARY = { from: '2026-02-01', to: '2026-02-28' };

/** A pool with members who each told 1,200,000 g of February. */
async function told(house: House, ...members: (readonly [reference: string, meter: string])[]) {
  const pool = await world.pool(house);
  await world.publish(pool);
  done(await join(house, pool, ...members.map(([reference, meter]) => memberLine(reference, meter))));
  done(await world.post(house.maker, `/v1/pools/${pool}/periods`, FEBRUARY));
  const rows = members.map(([member]) => ({ member, value: '1200000' }));
  done(await world.post(house.maker, `/v1/pools/${pool}/periods/1/contributions`, { rows }));
  return pool;
}

describe('a member that told its reduction', () => {
  it('PHI-003 INV-04 does not leave before that period, to be counted for it in another pool too', async () => {
    const { aggregator, other } = world;
    const first = await told(aggregator, ['STAYS', 'H-0001'], ['GOES', 'H-0002']);
    const leaving = { on: '2026-01-31', reason: '成员申请' };
    const left = await world.post(aggregator.maker, `/v1/pools/${first}/members/GOES/departures`, leaving);
    expect(left.json()).toMatchObject({ status: 422, rule: 'PHI-003' });
    const second = await world.pool(other);
    const came = await join(other, second, memberLine('CAME', 'H-0002', { joined: '2026-02-01' }));
    expect(came.json()).toMatchObject({ code: 'POOL_MEMBERS_REFUSED', rule: 'PHI-003' });
  });
});

describe('a verification body that became one of the aggregator’s own group', () => {
  it('CCR-013 does not verify its pools, whoever engaged it', async () => {
    const { aggregator, verifier } = world;
    const pool = await told(aggregator, ['ONE', 'H-0003']);
    const { database, clock } = world.platform;
    await database.transaction(async (tx) => {
      const parent = await getHolder(tx.manager, aggregator.code);
      const member = await getHolder(tx.manager, verifier.code);
      await joinGroup(tx, parent, member, {
        ...{ by: 'test', approver: null, taskId: null, reason: 'test' },
        ...{ documentHash: 'c'.repeat(64), now: clock.now() },
      });
    });
    const refused = await world.verify(verifier.maker, pool, 1, '1200000');
    expect(refused.json()).toMatchObject({ status: 422, rule: 'CCR-013' });
  });
});
