import { getHolder, joinGroup } from '@carbon/identity';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { done, type House, MEMBER_HEADER, memberLine, PoolsWorld, type Problem } from './pools.spec-support';

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
const codeOf = (answer: { json(): unknown }) => (answer.json() as Problem).code;

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

describe('a member that told its reduction and then left before that period', () => {
  it('PHI-003 INV-04 its days are counted once: by the pool it went to, not by both', async () => {
    const { aggregator, other, verifier } = world;
    const first = await told(aggregator, ['STAYS', 'H-0001'], ['GOES', 'H-0002']);
    const leaving = { on: '2026-01-31', reason: '成员申请' };
    const left = await world.post(aggregator.maker, `/v1/pools/${first}/members/GOES/departures`, leaving);
    done(left);
    const second = await world.pool(other);
    await world.publish(second);
    done(await join(other, second, memberLine('CAME', 'H-0002', { joined: '2026-02-01' })));
    done(await world.post(other.maker, `/v1/pools/${second}/periods`, FEBRUARY));
    const rows = [{ member: 'CAME', value: '1200000' }];
    done(await world.post(other.maker, `/v1/pools/${second}/periods/1/contributions`, { rows }));

    const tooMuch = await world.verify(verifier.maker, first, 1, '2400000');
    expect([tooMuch.statusCode, codeOf(tooMuch)]).toEqual([422, 'POOL_MORE_THAN_MEASURED']);
    await world.verified(first, 1, '1200000');
    await world.verified(second, 1, '1200000');
    expect((await world.issue(aggregator, first, 1)).outcome).toMatchObject({ tonnes: '1' });
    expect((await world.issue(other, second, 1)).outcome).toMatchObject({ tonnes: '1' });
    const shares = await world.all(aggregator.maker, `/v1/pools/${first}/periods/1/contributions`);
    expect(shares).toContainEqual(expect.objectContaining({ member: 'GOES', verifiedGrams: '0' }));
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
    expect(refused.json()).toMatchObject({ code: 'CREDITS_BODY_LINKED_TO_OWNER', rule: 'CCR-013' });
  });
});
