import { breaches } from '../../../../tests/support/ledger-invariants';
import { DECEMBER, done, PoolingWorld } from './pooling.spec-support';

let world: PoolingWorld;
beforeAll(async () => {
  world = await PoolingWorld.open();
});
afterAll(async () => {
  expect(await breaches(world.platform.database)).toEqual([]);
  await world.close();
});

interface MyShare {
  readonly round: number;
  readonly state: string;
  readonly textZh: string;
  readonly textEn: string;
  readonly takenGrams: string;
  readonly issuedGrams: string;
  readonly carriedGrams: string;
  readonly bonusPoints: string;
  readonly canTakeBack: boolean;
  readonly units: readonly {
    readonly round: number;
    readonly serials: readonly string[];
    readonly myGrams: string;
  }[];
}

it('AC-116 CNV-002 1,250,000 g pooled with consent: 1 t registered, sold, 250,000 g stay; each sees what became of it', async () => {
  const pool = await world.published();
  const one = await world.resident(600_000n);
  const two = await world.resident(650_000n);
  const silent = await world.resident(900_000n);
  await world.consents(one);
  await world.consents(two);

  const before: unknown = done(await world.get(one.person, '/v1/me/pooling/programmes')).json();
  expect(before).toMatchObject({
    programmes: [{ programme: 'SZ', consented: true, claimableGrams: '600000', terms: { version: 1, pool } }],
  });
  world.until(DECEMBER);
  expect(await world.round()).toMatchObject({
    state: 'executed',
    outcome: { round: 1, period: 1, residents: 2, grams: '1250000' },
  });
  expect(await world.pooled(one.id)).toBe(600_000_000_000n);
  expect(await world.pooled(silent.id)).toBe(0n);

  await world.verified(pool, 1, '1250000');
  expect(await world.issue(pool, 1)).toMatchObject({
    outcome: { tonnes: '1', remainderMicrograms: '250000000000', members: 1 },
  });
  expect(await world.settle()).toBe(1);
  expect(await world.settle()).toBe(0);
  expect(await world.sold(pool, 1, '1', '6000')).toMatchObject({
    outcome: { feeFen: '300', netFen: '5700' },
  });

  const seen = async (who: typeof one) =>
    done(await world.get(who.person, '/v1/me/pooling')).json<{ items: MyShare[] }>().items;
  expect(await seen(one)).toMatchObject([
    {
      ...{ round: 1, state: 'issued', takenGrams: '600000', issuedGrams: '600000', carriedGrams: '0' },
      ...{ bonusPoints: '6000', canTakeBack: false },
      pack: { id: 'inclusion-shenzhen', version: '2026.1' },
      units: [
        {
          ...{ serials: ['1-1'], tonnes: '1', myGrams: '600000', held: '1' },
          sales: [{ proceedsYuan: '60.00', feeYuan: '3.00', forResidentsYuan: '39.90', tonnes: '1' }],
        },
      ],
    },
  ]);
  const [second] = await seen(two);
  expect(second).toMatchObject({ issuedGrams: '400000', carriedGrams: '250000', bonusPoints: '4000' });
  expect(second?.textZh).toContain('已售出 1 吨');
  expect(second?.textEn).toContain('250000 g were below a whole tonne');
  expect(await seen(silent)).toEqual([]);
  // thanks come as points, with the next fold
  const points: unknown = done(await world.get(one.person, '/v1/me/points')).json();
  expect(points).toMatchObject({ programmes: [{ programme: 'SZ', spendable: '6000' }] });

  const open: unknown = done(await world.get(undefined, '/v1/public/programmes/SZ/pooling')).json();
  expect(open).toMatchObject({ rounds: 1, tonnes: '1', pooledGrams: null, terms: { version: 1 } });
  const rounds: unknown = done(
    await world.get(world.programme.maker, '/v1/programmes/SZ/pooling/rounds'),
  ).json();
  expect(rounds).toMatchObject({
    items: [
      { round: 1, residents: null, takenGrams: '1250000', carriedGrams: '250000', units: { tonnes: '1' } },
    ],
  });
  expect((await world.get(one.person, '/v1/programmes/SZ/pooling/rounds')).statusCode).toBe(403);
});

it('CNV-002 what was carried over is the first in the next round, and in its units', async () => {
  const [first] = await world.shares(1);
  const pool = done(await world.get(world.programme.maker, '/v1/programmes/SZ/pooling/rounds/1')).json<{
    pool: string;
  }>().pool;
  const third = await world.resident(800_000n, '2026-11-01');
  await world.consents(third);
  world.until(new Date('2027-01-04T02:00:00.000Z'));
  expect(await world.round('2026-11')).toMatchObject({
    outcome: { round: 2, residents: 1, grams: '800000' },
  });
  await world.verified(pool, 2, '800000');
  expect(await world.issue(pool, 2)).toMatchObject({
    outcome: { tonnes: '1', remainderMicrograms: '50000000000' },
  });
  await world.settle();
  expect((await world.shares(1)).map(({ carried }) => carried)).toEqual([0n, 0n]);
  expect(await world.shares(2)).toMatchObject([{ issued: 750_000_000_000n, carried: 50_000_000_000n }]);
  const [row] = await world.platform.database.query<{ parts: string }>(
    `select count(*) as parts from inclusion.pool_unit where resident_id <> $1 and round_id = 1`,
    [String(first?.resident)],
  );
  expect(row?.parts).toBe('2');
});

it('CNV-001 PHI-001 the ledger knows the days and the very micrograms of a programme: none is in two issues', async () => {
  const ranges = await world.platform.database.query(
    `select source_key as key, from_unit as "from", to_unit as "to" from ledger.source_range
      where source_key like '%SZ%' order by source_key, from_unit`,
  );
  expect(ranges).toMatchObject([
    { key: 'inclusion:SZ', from: '0', to: '1250000000000' },
    { key: 'inclusion:SZ', from: '1250000000000', to: '2050000000000' },
    { key: 'reduction:programme:SZ' },
    { key: 'reduction:programme:SZ' },
  ]);
  const told = world.platform.database.transaction((tx) =>
    tx.query(
      `insert into credits.pool_contribution select period_id, gen_random_uuid(), programme, from_unit + 5, 10, 1, 0,
         evidence_hash, told_by, told_at from credits.pool_contribution limit 1`,
    ),
  );
  await expect(told).rejects.toMatchObject({ code: '23P01' });
});

it('CNV-001 a figure of a programme is nobody’s to enter by hand, and nobody else joins its pool', async () => {
  const { maker } = world.programme;
  const { pool } = done(await world.get(maker, '/v1/programmes/SZ/pooling/rounds/1')).json<{
    pool: string;
  }>();
  done(await world.post(maker, `/v1/pools/${pool}/periods`, { from: '2026-12-01', to: '2026-12-31' }));
  const rows = { rows: [{ member: 'SZ', value: '5' }] };
  const told = await world.post(maker, `/v1/pools/${pool}/periods/3/contributions`, rows);
  expect(told.json()).toMatchObject({
    code: 'POOL_CONTRIBUTIONS_REFUSED',
    fields: [{ rule: 'programme' }],
  });
  const member = {
    ...{ member: 'H-1', kind: 'household', assetKind: 'meter', asset: 'M-1', joinedOn: '2026-12-01' },
    ...{ consentOn: '2026-12-01', consentRecord: 'C-1' },
  };
  const joined = await world.post(maker, `/v1/pools/${pool}/members`, { members: [member] });
  expect(joined.json()).toMatchObject({ code: 'POOL_OF_PROGRAMME' });
  const byHand = world.platform.database.transaction((tx) =>
    tx.query('update credits.pool_share set measure = measure + 1 where measure > 0'),
  );
  await expect(byHand).rejects.toMatchObject({ code: expect.stringMatching(/^CL(113|191)$/) as unknown });
});
