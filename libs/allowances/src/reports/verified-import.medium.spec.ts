import { findVerified } from '../verified/read-verified';
import { VerifiedListeners } from '../verified/verified-listeners';
import type { House } from '../emitters/emitters.spec-support';
import { ReportsWorld } from './reports.spec-support';

let world: ReportsWorld;
let power: House;
let kiln: House;

beforeAll(async () => {
  world = await ReportsWorld.open();
  power = await world.emitters.emitter('POWER');
  kiln = await world.emitters.emitter('KILN');
  await world.emitters.emitter('SOUTH', '广东');
  world.zhejiang = await world.emitters.again(world.zhejiang);
}, 180_000);
afterAll(() => world.close());

const HEADER =
  'enterprise,year,sector,verified_t,part,part_t,class,generation_mwh,heat_gj,load_factor_percent,output_t';
let files = 0;

async function staged(...rows: readonly string[]) {
  const { maker } = world.zhejiang;
  const bytes = Buffer.from([HEADER, ...rows].join('\n'));
  const document = await world.emitters.jobs.document(maker, `verified-${++files}.csv`, bytes);
  return world.emitters.jobs.run(maker, 'verified-figures-import', { market: 'CN', document });
}

const GOOD = [
  'POWER,2023,power,4842350,1,2451900,I,3000000,1000000,70,',
  'POWER,2023,power,4842350,2,2390450,I,2800000,600000,61.5,',
  'POWER,2024,power,100,1,100,I,3000000,1000000,70,',
  'KILN,2024,cement,535000,line-1,535000,,,,,1000000',
];

it('faulty rows are told by row and column, and nothing is staged', async () => {
  const job = await staged(
    'POWER,2023,power,4842351,1,2451900,I,3000000,1000000,70,',
    'POWER,2023,power,4842351,2,2390450,I,2800000,600000,61.5,',
    'SOUTH,2024,power,5,,,,,,,',
    'KILN,2024,cement,535000,line-1,535000,,,,,',
    'NOBODY,24,power,1.5,,,,,,,',
  );
  expect(job.result).toMatchObject({ import: null, errorCount: 5 });
  expect(
    (job.result['errors'] as { field: string; rule: string }[]).map(({ field, rule }) => `${field} ${rule}`),
  ).toEqual([
    'rows[5].output_t decimal',
    'rows[6].year format',
    'rows[6].verified_t format',
    'rows[2].verified_t sum',
    'rows[4].enterprise unknown',
  ]);
});

it('verified years of many enterprises are taken under one approval, and listeners are told of each', async () => {
  const told: string[] = [];
  world.emitters.platform.app.get(VerifiedListeners).add((_tx, { after }) => {
    told.push(`${after.year} ${after.verifiedT}`);
    return Promise.resolve();
  });
  const job = await staged(...GOOD);
  expect(job.result).toMatchObject({ rows: 4, years: 3, totalT: '5377450', errorCount: 0 });
  const { database } = world.emitters.platform;
  const of = (holderId: string, year: number) => findVerified(database, { market: 'CN', year, holderId });
  expect(await of(power.id, 2023)).toBeUndefined();
  const payload = { import: job.result['import'], reason: '历年核查结果入库（示例）' };
  const elsewhere = await world.emitters.propose(
    world.emitters.guangdong.maker,
    'verified-figures-import',
    payload,
  );
  expect(elsewhere.statusCode).toBe(404);
  const task = await world.decided(world.zhejiang, 'verified-figures-import', payload);
  expect(task).toMatchObject({ state: 'executed', outcome: { years: 3, totalT: '5377450' } });
  expect(await of(power.id, 2023)).toMatchObject({
    ...{ version: 1, verifiedT: 4_842_350n, province: '浙江', source: `import:${job.id}` },
    units: [
      { id: '1', verifiedT: 2_451_900n },
      { id: '2', verifiedT: 2_390_450n, loadFactorPercent: '61.5' },
    ],
  });
  expect(await of(kiln.id, 2024)).toMatchObject({
    lines: [{ id: 'line-1', emissionsT: 535_000n, outputT: '1000000' }],
  });
  expect(told).toEqual(['2023 4842350', '2024 100', '2024 535000']);
  const again = await world.emitters.propose(world.zhejiang.maker, 'verified-figures-import', payload);
  expect(again.json<{ code: string }>().code).toBe('EMISSION_IMPORT_TAKEN');
});

it('a process that dies after staging stages nothing twice', async () => {
  const { maker } = world.zhejiang;
  const document = await world.emitters.jobs.document(
    maker,
    'again.csv',
    Buffer.from([HEADER, 'POWER,2022,power,7,,,,,,,'].join('\n')),
  );
  const { job } = await world.emitters.jobs.afterACrash(maker, 'verified-figures-import', {
    market: 'CN',
    document,
  });
  expect(job).toMatchObject({ state: 'done', result: { years: 1, totalT: '7' } });
  const rows = await world.emitters.platform.database.query(
    `select 1 from allowances.verified_import_year where import_id = $1`,
    [job.id],
  );
  expect(rows).toHaveLength(1);
});
