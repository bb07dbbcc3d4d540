import { getHolder, joinGroup } from '@carbon/identity';
import { registerAsset } from '@carbon/sources';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { done, type House, MEMBER_HEADER, memberLine, PoolsWorld, type Problem } from './pools.spec-support';

let world: PoolsWorld;
beforeEach(async () => {
  world = await PoolsWorld.open();
});
afterEach(async () => {
  expect(await breaches(world.platform.database)).toEqual([]);
  await world.close();
});

const JANUARY = { from: '2026-01-01', to: '2026-01-31' };
const join = (house: House, pool: string, ...lines: string[]) =>
  world.csv(house.maker, `/v1/pools/${pool}/members/imports`, [MEMBER_HEADER, ...lines]);
const tell = (house: House, pool: string, value: string, query = '') =>
  world.post(house.maker, `/v1/pools/${pool}/periods/1/contributions${query}`, {
    rows: [{ member: 'A', value }],
  });
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error as { code?: string }).code,
  );

/** A pool whose member A has the meter and told 2 t of January. */
async function told(house: House, meter: string): Promise<string> {
  const pool = await world.pool(house);
  await world.publish(pool);
  done(await join(house, pool, memberLine('A', meter)));
  done(await world.post(house.maker, `/v1/pools/${pool}/periods`, JANUARY));
  done(await tell(house, pool, '2000000'));
  return pool;
}

const filed = (meters: string[], parcels: string[] = []) =>
  world.platform.database.transaction((tx) =>
    registerAsset(tx, {
      facts: { kind: 'site', names: [`示例 ${meters.join()}`], meters, numbers: {}, parcels },
      ...{ holderId: world.other.id, filedAs: `project:${meters.join()}`, now: world.platform.clock.now() },
    }),
  );

describe('PHI-003 a figure stands for every day of its period', () => {
  it('who joined within it tells none but 0', async () => {
    const { aggregator } = world;
    const pool = await world.pool(aggregator);
    done(await join(aggregator, pool, memberLine('A', '8800-1', { joined: '2026-01-02' })));
    done(await world.post(aggregator.maker, `/v1/pools/${pool}/periods`, JANUARY));
    const refused = await tell(aggregator, pool, '1');
    expect(refused.json<Problem>().fields).toMatchObject([{ field: 'rows[0].member', rule: 'partly' }]);
    done(await tell(aggregator, pool, '0'));
  });

  it('who went in the middle, whatever let it go, is not verified until its figure is corrected to 0', async () => {
    const { aggregator, platform, verifier } = world;
    const pool = await told(aggregator, '8800-2');
    await platform.database.transaction((tx) =>
      tx.query(`update credits.pool_member set left_on = '2026-01-01', left_reason = 'x', left_by = 'x'`),
    );
    const refused = await world.verify(verifier.maker, pool, 1, '2000000');
    expect(refused.json()).toMatchObject({ code: 'POOL_FIGURE_BEYOND_MEMBERSHIP', rule: 'PHI-003' });
    done(await tell(aggregator, pool, '0', '?replace=true'));
    const nothing = await world.verify(verifier.maker, pool, 1, '2000000');
    expect(nothing.json()).toMatchObject({ code: 'POOL_NOTHING_TO_VERIFY' });
  });

  it('and all of them stand behind the units', async () => {
    const { aggregator, platform } = world;
    const pool = await told(aggregator, '8800-3');
    await world.verified(pool, 1, '2000000');
    // as it may have been entered before figures held their members
    await platform.database.transaction((tx) =>
      tx.query(`update credits.pool_member set left_on = '2026-01-01', left_reason = 'x', left_by = 'x'`),
    );
    const { outcome } = await world.issue(aggregator, pool, 1);
    const ranges = await platform.database.query<{ days: string }>(
      `select to_unit - from_unit as days from ledger.source_range where issuance_id = $1`,
      [outcome?.['transaction']],
    );
    expect(ranges.map(({ days }) => days)).toEqual(['31', '31']);
  });
});

describe('PHI-003 one thing under two numbers', () => {
  it.each(['device', 'parcel'])('a meter does not join another pool as a %s', async (kind) => {
    const { aggregator, other } = world;
    const [mine, theirs] = [await world.pool(aggregator), await world.pool(other)];
    done(await join(aggregator, mine, memberLine('A', '8801-1')));
    const again = await join(other, theirs, `B,household,${kind},8801#1,,2026-01-01,2025-12-20,C-B`);
    expect(again.json<Problem>().fields).toMatchObject([{ field: 'lines[2].asset', rule: 'in-a-pool' }]);
  });

  it('the meter, and the parcel, of an asset on file join no pool', async () => {
    const { aggregator } = world;
    await filed(['8802-1'], ['林班 7/3']);
    const pool = await world.pool(aggregator);
    const refused = await join(
      aggregator,
      pool,
      memberLine('A', '88021'),
      'B,farmer,parcel,林班7-3,,2026-01-01,2025-12-20,C-B',
      memberLine('C', '8802-2'),
    );
    expect(refused.json<Problem>().fields).toMatchObject([
      { field: 'lines[2].asset', rule: 'filed' },
      { field: 'lines[3].asset', rule: 'filed' },
    ]);
  });

  it('no asset is filed with the meter of a member, nor with one whose reductions were verified', async () => {
    const { aggregator } = world;
    const pool = await told(aggregator, '8803-1');
    expect(await refusalOf(filed(['88031']))).toBe('POOL_COUNTS_NUMBER');
    await world.verified(pool, 1, '2000000');
    const leaving = { on: '2026-03-01', reason: '成员申请' };
    done(await world.post(aggregator.maker, `/v1/pools/${pool}/members/A/departures`, leaving));
    expect(await refusalOf(filed(['8803-1']))).toBe('POOL_COUNTS_NUMBER');
    expect(await refusalOf(filed(['8803-2']))).toBe('nothing');
  });

  it('a number that is an asset’s all the same counts as that asset when units are made', async () => {
    const { aggregator, platform } = world;
    const pool = await told(aggregator, '8804-1');
    await world.verified(pool, 1, '2000000');
    const { asset } = await filed(['8804-9']);
    await platform.database.transaction((tx) =>
      tx.query(
        `insert into sources.asset_identity (asset_id, kind, value, normal, filed_as, at)
         values ($1, 'meter', '8804-1', '88041', 'test', now())`,
        [asset.id],
      ),
    );
    const { outcome } = await world.issue(aggregator, pool, 1);
    const keys = await platform.database.query<{ source_key: string }>(
      'select source_key from ledger.source_range where issuance_id = $1 order by ordinal',
      [outcome?.['transaction']],
    );
    expect(keys.map(({ source_key: key }) => key)).toEqual([
      `reduction:pool:${pool}`,
      `reduction:${asset.id}`,
    ]);
  });
});

describe('CCR-013 who verifies', () => {
  it.each(['a member itself', 'one of a member’s group'])('is not %s', async (who) => {
    const { aggregator, platform, verifier, other } = world;
    const pool = await told(aggregator, '8805-1');
    const memberId = who === 'a member itself' ? verifier.id : other.id;
    await platform.database.transaction(async (tx) => {
      await tx.query('update credits.pool_member set holder_id = $1', [memberId]);
      if (memberId === verifier.id) return;
      const group = [await getHolder(tx.manager, other.code), await getHolder(tx.manager, verifier.code)];
      const [parent, member] = group;
      if (parent === undefined || member === undefined) throw new Error('no holders');
      await joinGroup(tx, parent, member, {
        ...{ by: 'test', approver: null, taskId: null, reason: 'test' },
        ...{ documentHash: 'c'.repeat(64), now: platform.clock.now() },
      });
    });
    const refused = await world.verify(verifier.maker, pool, 1, '2000000');
    expect(refused.json()).toMatchObject({ code: 'POOL_VERIFIER_LINKED', rule: 'CCR-013' });
  });
});
