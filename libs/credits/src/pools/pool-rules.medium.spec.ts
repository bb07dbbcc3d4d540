import { defineInstrument } from '@carbon/ledger';
import { dayNumber, reductionKey, registerAsset } from '@carbon/sources';
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

let meters = 0;
const meter = () => `9900-${String(++meters).padStart(6, '0')}`;
const join = (house: House, pool: string, ...lines: string[]) =>
  world.csv(house.maker, `/v1/pools/${pool}/members/imports`, [MEMBER_HEADER, ...lines]);
const JANUARY = { from: '2026-01-01', to: '2026-01-31' };
const open = (house: House, pool: string, period: object = JANUARY) =>
  world.post(house.maker, `/v1/pools/${pool}/periods`, period);
const tell = (house: House, pool: string, rows: object[], query = '', period = 1) =>
  world.post(house.maker, `/v1/pools/${pool}/periods/${period}/contributions${query}`, { rows });
const codeOf = (answer: { json(): unknown }) => (answer.json() as Problem).code;

/** A pool with member A of 2,400,000 g in January, told and not verified. */
async function told(house: House, over: object = {}) {
  const pool = await world.pool(house, over);
  done(await join(house, pool, memberLine('A', meter())));
  done(await open(house, pool));
  done(await tell(house, pool, [{ member: 'A', value: '2400000' }]));
  return pool;
}

describe('who pools', () => {
  it('CNV-001 an aggregator or owner does, under a scheme that stands here, into its own account', async () => {
    const { aggregator, other, verifier } = world;
    const create = (house: House, over: object) =>
      world.post(house.maker, '/v1/pools', {
        ...{ holder: house.code, account: house.account, scheme: 'PHER-SIP', basis: 'grams' },
        ...{ nameZh: '示例', nameEn: 'Invented', methodology: 'SIP-PV-01', source: 'synthetic' },
        ...over,
      });
    expect(codeOf(await create(aggregator, { scheme: 'PHER-XX' }))).toBe('CREDITS_SCHEME_UNKNOWN');
    expect(codeOf(await create(aggregator, { account: other.account }))).toBe('POOL_ACCOUNT_NOT_OF_HOLDER');
    expect(codeOf(await create(aggregator, { holder: other.code }))).toBe('HOLDER_UNKNOWN');
    expect((await create(verifier, {})).statusCode).toBe(403);
    expect((await create(aggregator, { scheme: 'CCER' })).statusCode).toBe(400);
  });
});

describe('who is a member', () => {
  it('PHI-003 the same meter, however it is written, is in one pool at a time; nothing is half imported', async () => {
    const { aggregator, other } = world;
    const [mine, theirs] = [await world.pool(aggregator), await world.pool(other)];
    done(await join(aggregator, mine, memberLine('A', '7700 0000 01')));
    const refused = await join(other, theirs, memberLine('X', meter()), memberLine('Y', '7700-000001'));
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({
      ...{ code: 'POOL_MEMBERS_REFUSED', rule: 'PHI-003' },
      fields: [{ field: 'lines[3].asset', rule: 'in-a-pool' }],
    });
    expect(await world.all(other.maker, `/v1/pools/${theirs}/members`)).toEqual([]);
    // after it has left, from the day after
    const leave = (on: string) =>
      world.post(aggregator.maker, `/v1/pools/${mine}/members/A/departures`, { on, reason: '成员申请' });
    done(await leave('2026-01-31'));
    expect(codeOf(await leave('2026-01-31'))).toBe('POOL_MEMBER_LEFT');
    expect(
      (await join(other, theirs, memberLine('Y', '7700000001', { joined: '2026-01-31' }))).statusCode,
    ).toBe(409);
    done(await join(other, theirs, memberLine('Y', '7700000001', { joined: '2026-02-01' })));
  });

  it('PHI-003 many at the same time with one meter: one of them joins', async () => {
    const { aggregator, other } = world;
    const pools = [await world.pool(aggregator), await world.pool(other)];
    const asset = meter();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        join(n % 2 === 0 ? aggregator : other, pools[n % 2] ?? '', memberLine(`M-${n}`, asset)),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode).filter((status) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([201, 409]));
  });

  it('PHI-003 PII-004 one person is under one aggregator, and nobody reads the name anywhere', async () => {
    const { aggregator, other, platform } = world;
    const identityNumber = '11010519491231002X';
    const member = (reference: string) => ({
      ...{ member: reference, kind: 'household', person: { name: '赵示例', identityNumber } },
      ...{ assetKind: 'meter', asset: meter(), joinedOn: '2026-01-01', consentOn: '2025-12-31' },
      consentRecord: 'C-1',
    });
    const path = (pool: string) => `/v1/pools/${pool}/members`;
    const [mine, theirs] = [await world.pool(aggregator), await world.pool(other)];
    done(await world.post(aggregator.maker, path(mine), { members: [member('P-1'), member('P-2')] }));
    const refused = await world.post(other.maker, path(theirs), { members: [member('P-1')] });
    expect(refused.json()).toMatchObject({
      fields: [{ field: 'members[0].member', rule: 'other-aggregator' }],
    });
    const rows = await platform.database.query('select * from credits.pool_member');
    const audit = await platform.database.query(`select * from audit.record where action like 'pool.%'`);
    for (const text of [JSON.stringify(rows), JSON.stringify(audit), platform.logged.join()]) {
      expect(text).not.toMatch(/赵示例|11010519491231002X/);
    }
  });

  it('CNV-001 nobody joins without consent before; faults name line and column', async () => {
    const { aggregator } = world;
    const pool = await world.pool(aggregator);
    const refused = await join(
      aggregator,
      pool,
      `A,household,meter,${meter()},,2026-01-01,2026-01-02,C-1`,
      `B,household,meter,${meter()},,2026-01-01,2025-12-31,`,
      `13800138000,household,meter,${meter()},,2026-01-01,2025-12-31,C-3`,
    );
    expect(refused.statusCode).toBe(400);
    expect(refused.json<Problem>().fields).toMatchObject([{ field: 'lines[4].member', rule: 'personal' }]);
    const late = await join(
      aggregator,
      pool,
      `A,household,meter,${meter()},,2026-01-01,2026-01-02,C-1`,
      `B,household,meter,${meter()},,2026-01-01,2025-12-31,`,
    );
    expect(late.json<Problem>().fields).toMatchObject([
      { field: 'lines[2].consentOn', rule: 'before' },
      { field: 'lines[3].consent', rule: 'required' },
    ]);
  });
});

describe('what members tell', () => {
  it('CNV-003 a member is told once a period; faults name each row, and nothing is half imported', async () => {
    const { aggregator } = world;
    const pool = await told(aggregator);
    const refused = await tell(aggregator, pool, [
      { member: 'A', value: '1' },
      { member: 'NOBODY', value: '1' },
    ]);
    expect(refused.statusCode).toBe(409);
    expect(refused.json<Problem>().fields).toMatchObject([
      { field: 'rows[0].member', rule: 'told' },
      { field: 'rows[1].member', rule: 'unknown' },
    ]);
    expect((await tell(aggregator, pool, [{ member: 'A', value: '-1' }])).statusCode).toBe(400);
    done(await tell(aggregator, pool, [{ member: 'A', value: '2000000' }], '?replace=true'));
    expect(await world.all(aggregator.maker, `/v1/pools/${pool}/periods/1/contributions`)).toMatchObject([
      { member: 'A', value: '2000000' },
    ]);
  });

  it('CNV-003 periods of a pool follow one another and share no day', async () => {
    const { aggregator } = world;
    const pool = await told(aggregator);
    expect(codeOf(await open(aggregator, pool, { from: '2026-01-31', to: '2026-02-28' }))).toBe(
      'POOL_PERIOD_NOT_NEXT',
    );
    done(await open(aggregator, pool, { from: '2026-02-01', to: '2026-02-28' }));
  });
});

describe('verification', () => {
  it('CCR-004 CCR-013 is by a verification body, of no more than was told, and once', async () => {
    const { aggregator, verifier } = world;
    const pool = await told(aggregator);
    expect((await world.verify(aggregator.maker, pool, 1, '1')).statusCode).toBe(403);
    const more = await world.verify(verifier.maker, pool, 1, '2400000.000001');
    expect(more.json()).toMatchObject({ code: 'POOL_MORE_THAN_MEASURED', rule: 'CCR-004' });
    await world.verified(pool, 1, '1250000');
    expect(codeOf(await world.verify(verifier.maker, pool, 1, '1250000'))).toBe('POOL_PERIOD_CLOSED');
    expect(codeOf(await tell(aggregator, pool, [{ member: 'A', value: '1' }], '?replace=true'))).toBe(
      'POOL_PERIOD_CLOSED',
    );
    const early = await world.post(aggregator.maker, `/v1/pools/${pool}/members/A/departures`, {
      ...{ on: '2026-01-15', reason: '成员申请' },
    });
    expect(codeOf(early)).toBe('POOL_DEPARTURE_TOO_EARLY');
  });
});

describe('issue', () => {
  it('AC-116 1,250,000 g make 1 t; PHI-005 not before terms were public for seven working days', async () => {
    const { aggregator } = world;
    const pool = await told(aggregator);
    await world.verified(pool, 1, '1250000');
    const propose = () => world.propose(aggregator.maker, 'pooled-issue', { pool, period: 1 });
    expect((await propose()).json()).toMatchObject({ code: 'POOL_TERMS_NOT_PUBLIC', rule: 'PHI-005' });
    await world.publish(pool, { on: '2026-03-23' }); // today is the seventh working day after
    expect((await propose()).json()).toMatchObject({ code: 'POOL_TERMS_NOT_PUBLIC' });
    await world.publish(pool, { on: '2026-03-20' });
    expect(await world.issue(aggregator, pool, 1)).toMatchObject({
      outcome: {
        tonnes: '1',
        remainderMicrograms: '250000000000',
        instrument: `PHER-SIP-${pool}-20260101-20260131`,
      },
    });
    expect((await propose()).json()).toMatchObject({ code: 'POOL_PERIOD_CLOSED' });
  });

  it('REG-003 is approved by the registry, not by the aggregator', async () => {
    const { aggregator } = world;
    const pool = await told(aggregator);
    await world.publish(pool);
    await world.verified(pool, 1, '1250000');
    const task = done(await world.propose(aggregator.maker, 'pooled-issue', { pool, period: 1 })).json<{
      id: string;
    }>();
    const refused = await world.post(aggregator.checker, `/v1/tasks/${task.id}/approvals`);
    expect(refused.statusCode).toBe(403);
  });

  it('PHI-003 a member whose days already back units elsewhere is named, and nothing is issued', async () => {
    const { aggregator, platform } = world;
    const pool = await world.pool(aggregator);
    const plant = '12326030263000018';
    done(await join(aggregator, pool, `A,organisation,plant,${plant},,2026-01-01,2025-12-20,C-1`));
    done(await open(aggregator, pool));
    done(await tell(aggregator, pool, [{ member: 'A', value: '5000000' }]));
    await world.publish(pool);
    await world.verified(pool, 1, '5000000');
    await platform.database.transaction(async (tx) => {
      const instrument = {
        code: 'CCER-ELSEWHERE',
        kind: 'credit',
        unit: 't',
        scheme: 'CCER',
        serialised: true,
      } as const;
      await defineInstrument(tx, instrument);
      const from = dayNumber('2026-01-31');
      const sources = [{ key: reductionKey(`plant:${plant}`), from, to: from + 1n }];
      await platform.ledger.submit(tx, [
        {
          ...{ kind: 'issue', instrument: 'CCER-ELSEWHERE', quantity: 1n, to: aggregator.account, sources },
          ...{ sourceKey: 'elsewhere', cause: { actor: 'test' } },
        },
      ]);
    });
    const ended = await world.issue(aggregator, pool, 1);
    expect(ended).toMatchObject({
      state: 'failed',
      failure: { code: 'POOL_MEMBER_COUNTED_ELSEWHERE', rule: 'PHI-003' },
    });
    expect(JSON.stringify(ended.failure)).toContain('The reductions of member A');
    const period = await world.get(aggregator.maker, `/v1/pools/${pool}/periods/1`);
    expect(period.json()).toMatchObject({ state: 'verified', tonnes: null });
  });

  it('GEC-003 PHI-003 no certificates are issued for the energy of a plant that is in a pool', async () => {
    const { aggregator, platform } = world;
    const pool = await world.pool(aggregator);
    const plant = '12326030263000026';
    done(await join(aggregator, pool, `A,organisation,plant,${plant},,2026-01-01,2025-12-20,C-1`));
    const asset = await platform.database.transaction((tx) =>
      registerAsset(tx, {
        facts: {
          kind: 'power-plant',
          names: ['示例电站'],
          meters: [],
          numbers: { plantFile: plant },
          parcels: [],
        },
        ...{ holderId: aggregator.id, filedAs: `plant:${plant}`, now: platform.clock.now() },
      }),
    );
    done(await open(aggregator, pool));
    done(await tell(aggregator, pool, [{ member: 'A', value: '5000000' }]));
    await world.publish(pool);
    await world.verified(pool, 1, '5000000');
    const { outcome } = await world.issue(aggregator, pool, 1);
    const sources = await platform.database.query<{ source_key: string }>(
      'select source_key from ledger.source_range where issuance_id = $1 order by ordinal',
      [outcome?.['transaction']],
    );
    expect(sources.map((source) => source.source_key)).toEqual([
      `reduction:pool:${pool}`,
      `reduction:${asset.asset.id}`,
      `energy:${plant}:2026-01`,
    ]);
  });

  it('CNV-002 a period below a tonne makes none; its days stand behind the units of the next', async () => {
    const { aggregator, platform } = world;
    const pool = await told(aggregator);
    await world.publish(pool);
    await world.verified(pool, 1, '400000');
    done(await open(aggregator, pool, { from: '2026-02-01', to: '2026-02-28' }));
    done(await tell(aggregator, pool, [{ member: 'A', value: '700000' }], '', 2));
    await world.verified(pool, 2, '700000');
    const early = await world.propose(aggregator.maker, 'pooled-issue', { pool, period: 2 });
    expect(codeOf(early)).toBe('POOL_PERIOD_OUT_OF_ORDER');
    expect(await world.issue(aggregator, pool, 1)).toMatchObject({
      outcome: { tonnes: '0', transaction: null },
    });
    const { outcome } = await world.issue(aggregator, pool, 2);
    expect(outcome).toMatchObject({ tonnes: '1', remainderMicrograms: '100000000000' });
    const ranges = await platform.database.query<{ days: string }>(
      `select sum(to_unit - from_unit) as days from ledger.source_range where issuance_id = $1 group by source_key`,
      [outcome?.['transaction']],
    );
    expect(ranges.map(({ days }) => days)).toEqual(['59', '59']);
  });

  it('CNV-001 what is beyond the published limit is the member’s own and never a unit of the pool', async () => {
    const { aggregator } = world;
    const pool = await told(aggregator);
    await world.publish(pool, { memberLimitUg: 1_000_000_000_000n });
    await world.verified(pool, 1, '2400000');
    expect(await world.issue(aggregator, pool, 1)).toMatchObject({
      outcome: { tonnes: '1', remainderMicrograms: '0' },
    });
    expect(await world.all(aggregator.maker, `/v1/pools/${pool}/periods/1/contributions`)).toMatchObject([
      { ownGrams: '1400000', issuedGrams: '1000000', carriedOutGrams: '0' },
    ]);
  });
});

describe('who reads what', () => {
  it('a pool of another aggregator answers like one that is not there; its terms are for everybody', async () => {
    const { aggregator, other } = world;
    const pool = await told(aggregator);
    await world.publish(pool);
    const paths = [
      '',
      '/members',
      '/members/A',
      '/members/A/statement',
      '/periods',
      '/periods/1',
      '/settlements',
    ];
    for (const path of [...paths, '/periods/1/contributions', '/settlements/JS00000001']) {
      const answer = await world.get(other.maker, `/v1/pools/${pool}${path}`);
      expect([path, answer.statusCode, codeOf(answer)]).toEqual([path, 404, 'POOL_UNKNOWN']);
    }
    expect((await tell(other, pool, [{ member: 'A', value: '1' }])).statusCode).toBe(404);
    const terms = await world.platform.send('GET', `/v1/public/pools/${pool}/terms`, {});
    expect(terms.json()).toMatchObject({
      items: [{ version: 1, publishedOn: '2026-03-12', feeBasisPoints: 500 }],
    });
  });

  it('PII-002 members read their own part and nobody else’s', async () => {
    const { aggregator, platform } = world;
    const identityNumber = '110101199003070732';
    const resident = await platform.person(await platform.holder('RESIDENT-1', 'resident'), 'maker', {
      identityNumber,
    });
    const stranger = await platform.person(await platform.holder('RESIDENT-2', 'resident'), 'maker');
    const pool = await world.pool(aggregator);
    const member = {
      ...{ member: 'R-1', kind: 'resident', person: { name: '示例', identityNumber } },
      ...{ assetKind: 'device', asset: 'DEV-1', joinedOn: '2026-01-01', consentOn: '2025-12-31' },
      consentRecord: 'C-1',
    };
    done(await world.post(aggregator.maker, `/v1/pools/${pool}/members`, { members: [member] }));
    done(await open(aggregator, pool));
    done(await tell(aggregator, pool, [{ member: 'R-1', value: '1256.8' }]));
    expect(await world.all(resident, '/v1/me/pool-statements')).toMatchObject([
      { pool, member: 'R-1', period: 1, state: 'open', verifiedGrams: '0' },
    ]);
    expect(await world.all(stranger, '/v1/me/pool-statements')).toEqual([]);
  });
});
