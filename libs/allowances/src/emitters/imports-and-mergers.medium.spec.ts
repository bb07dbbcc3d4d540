import { EmittersWorld, entry, type House, type TaskAnswer } from './emitters.spec-support';
import { isListed, listedEmitters, unitsOf } from './index';

let world: EmittersWorld;
let zhejiang: House;

beforeAll(async () => {
  world = await EmittersWorld.open();
}, 120_000);
afterAll(() => world.close());

interface Staged {
  readonly state: string;
  readonly rows: number;
  readonly faultCount: number;
  readonly faults: readonly { readonly field: string; readonly rule: string }[];
}

const HEADER = '办理事项,主体代码,sector,class,province,included_since,reason,ground,gases';
const csv = (...rows: readonly string[]) => Buffer.from(`\ufeff${[HEADER, ...rows].join('\n')}\n`);
const add = (holder: string, ground = '示例') =>
  `纳入,${holder},power,火力发电,浙江,2020,达到门槛,${ground},CO2`;

const imported = async (who: House, bytes: Buffer, year = 2026) => {
  const document = await world.jobs.document(who.maker, 'list.csv', bytes);
  const job = await world.jobs.run(who.maker, 'emitter-list-import', { document, market: 'CN', year });
  return { id: job.id, staged: await world.get<Staged>(who.maker, `/v1/emitter-imports/${job.id}`) };
};
const publish = (id: string, year = 2026) => ({ market: 'CN', year, import: id, reason: '名录（示例）' });

it('ETS-004 a list of two thousand enterprises is staged, proposed and published whole', async () => {
  const { database, clock } = world.platform;
  await database.query(
    `insert into identity.holder (id, code, name_zh, name_en, kind, province, source, country, state, created_at)
     select gen_random_uuid(), 'FIRM-' || n, '示例企业' || n, 'Firm ' || n, 'key-emitter', '浙江', 'synthetic', 'CN',
            'active', $1 from generate_series(1, 2000) n`,
    [clock.now()],
  );
  zhejiang = await world.again(world.zhejiang);
  const { id, staged } = await imported(
    zhejiang,
    csv(...Array.from({ length: 2_000 }, (_, n) => add(`FIRM-${n + 1}`))),
  );
  expect(staged).toMatchObject({ state: 'staged', rows: 2_000, faultCount: 0 });
  const task = await world.agreed(zhejiang, 'emitter-list', publish(id));
  expect(task).toMatchObject({ state: 'executed', outcome: { added: 2_000, removed: 0 } });
  expect(await listedEmitters(database, { market: 'CN', year: 2026 })).toHaveLength(2_000);
  expect(await world.get<Staged>(zhejiang.maker, `/v1/emitter-imports/${id}`)).toMatchObject({
    state: 'committed',
  });
  const again = await world.propose(zhejiang.maker, 'emitter-list', publish(id));
  expect(again.json()).toMatchObject({ code: 'EMITTERS_IMPORT_DECIDED' });
}, 120_000);

it('faulty rows are named by row and field, and their file cannot be proposed', async () => {
  const { id, staged } = await imported(
    zhejiang,
    csv(
      add('FIRM-1'),
      add('FIRM-1'),
      `保留,FIRM-2,power,火力发电,浙江,2020,达到门槛,示例,CO2`,
      `纳入,FIRM-3,banking,火力发电,浙江,2020,达到门槛,示例,CO2`,
      `纳入,FIRM-4,power,=SUM(A1),浙江,20,,示例,co2`,
    ),
  );
  expect(staged.state).toBe('faulty');
  expect(staged.faults.map(({ field, rule }) => `${field} ${rule}`).sort()).toEqual(
    [
      'rows[3].holder repeated',
      'rows[4].action one-of',
      'rows[5].sector one-of',
      ...[
        'rows[6].class formula',
        'rows[6].gases format',
        'rows[6].included_since year',
        'rows[6].reason required',
      ],
    ].sort(),
  );
  const refused = await world.propose(zhejiang.maker, 'emitter-list', publish(id));
  expect(refused.json()).toMatchObject({ code: 'EMITTERS_IMPORT_FAULTY' });
});

it('an import is another authority’s business only, and of one list only', async () => {
  const { id } = await imported(zhejiang, csv(add('FIRM-1')), 2025);
  const guangdong = await world.again(world.guangdong);
  const other = await world.propose(guangdong.maker, 'emitter-list', publish(id, 2025));
  expect(other.json()).toMatchObject({ code: 'EMITTERS_IMPORT_UNKNOWN' });
  const wrong = await world.propose(zhejiang.maker, 'emitter-list', publish(id, 2024));
  expect(wrong.json()).toMatchObject({ code: 'EMITTERS_IMPORT_UNKNOWN' });
  const both = { ...publish(id, 2025), add: [entry('FIRM-1', { ground: '示例' })] };
  expect((await world.propose(zhejiang.maker, 'emitter-list', both)).statusCode).toBe(400);
});

it('an import that is begun again after a crash is staged once', async () => {
  const document = await world.jobs.document(zhejiang.maker, 'list.csv', csv(add('FIRM-5')));
  const payload = { document, market: 'CN', year: 2024 };
  const { job } = await world.jobs.afterACrash(zhejiang.maker, 'emitter-list-import', payload);
  expect(job).toMatchObject({ state: 'done', result: { rows: 1, faultCount: 0 } });
  const staged = await world.get<Staged>(zhejiang.maker, `/v1/emitter-imports/${job.id}`);
  expect(staged).toMatchObject({ state: 'staged', rows: 1 });
});

it('ETS-015 after a merger lists, sites and units are the successor’s, and that is published', async () => {
  const [from, to] = [await world.emitter('MERGED'), await world.emitter('SUCCESSOR')];
  zhejiang = await world.again(world.zhejiang);
  await world.list(zhejiang, {
    ...{ market: 'CN', year: 2026 },
    add: [entry('MERGED', { ground: '示例', includedSince: 2021 })],
  });
  const { unit } = await world.unit(from);
  const { maker, checker } = world.registry;
  const document = await world.jobs.document(maker, 'merger.txt', Buffer.from('agreement, invented'));
  const proposed = await world.send(maker, 'POST', '/v1/tasks', {
    ...{ kind: 'holder-merge', document },
    payload: { from: 'MERGED', to: 'SUCCESSOR', reason: '吸收合并（示例）' },
  });
  const { id } = proposed.json<TaskAnswer>();
  const merged = await world.send(checker, 'POST', `/v1/tasks/${id}/approvals`, {});
  expect(merged.json<TaskAnswer>()).toMatchObject({ state: 'executed' });

  const { database } = world.platform;
  const of = { market: 'CN', year: 2026 };
  expect(await isListed(database, { ...of, holderId: from.id })).toBe(false);
  const [now] = await listedEmitters(database, { ...of, holderIds: [to.id] });
  expect(now).toMatchObject({ holderId: to.id, includedSince: 2021 });
  expect(await unitsOf(database, { holderId: to.id, market: 'CN', year: 2024 })).toMatchObject([
    { id: unit },
  ]);
  expect(await unitsOf(database, { holderId: from.id, market: 'CN', year: 2024 })).toEqual([]);
  const page = await world.platform.send('GET', '/v1/public/emitter-lists/CN/2026/publications?limit=1', {});
  expect(page.json<{ items: unknown[] }>().items).toMatchObject([
    { cause: 'succession', added: 1, removed: 1, reason: '吸收合并（示例）' },
  ]);
});
