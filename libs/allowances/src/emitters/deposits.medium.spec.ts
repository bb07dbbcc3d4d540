import { releasedPacks } from '@carbon/rules/domain';
import readXlsxFile from 'read-excel-file/node';
import { complianceRules } from '../domain/compliance/index';
import { DATA, EmittersWorld, entry, type House, UNIT } from './emitters.spec-support';
import { overdueDeposits } from './index';

let world: EmittersWorld;
let house: House;
let other: House;
let place: { readonly site: string; readonly number: string; readonly unit: string };
let proof: string;

/** Thursday 12 March 2026, a China morning: the last day for January (AC-54). */
const LAST_DAY = new Date('2026-03-12T02:00:00.000Z');

beforeAll(async () => {
  world = await EmittersWorld.open(LAST_DAY);
  house = await world.emitter('PLANT');
  other = await world.emitter('NEIGHBOUR');
  const zhejiang = await world.again(world.zhejiang);
  await world.list(zhejiang, {
    ...{ market: 'CN', year: 2026 },
    add: [entry('PLANT', { ground: '示例' }), entry('NEIGHBOUR', { ground: '示例' })],
  });
  place = await world.unit(house);
  proof = await world.evidence(house.maker, 'weighbridge records, invented');
}, 120_000);
afterAll(() => world.close());

interface Deposit {
  readonly version: number;
  readonly dueOn: string;
  readonly daysLate: number;
  readonly retainUntil: string;
  readonly data: readonly { readonly parameter: string; readonly value: string }[];
}
interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}
interface Staged {
  readonly state: string;
  readonly rows: number;
  readonly faultCount: number;
  readonly faults: readonly { readonly field: string; readonly rule: string }[];
}

const path = () => `/v1/emission-units/${place.unit}/deposits`;
const deposit = (month: string, over: object = {}) =>
  world.send(house.maker, 'POST', path(), { month, data: DATA, evidence: [proof], ...over });
const later = async (moment: string) => {
  world.platform.clock.set(new Date(moment));
  [house, other] = [await world.again(house), await world.again(other)];
};

it('CYC-09 AC-54 January is in time on 12 March 2026, and kept for five years (ETS-014)', async () => {
  const answer = await deposit('2026-01');
  expect(answer.statusCode).toBe(201);
  expect(answer.json<Deposit>()).toMatchObject({
    ...{ version: 1, dueOn: '2026-03-12', daysLate: 0, retainUntil: '2031-12-31' },
    pack: { id: 'compliance-cn', certainty: 'F' },
  });
});

it('CYC-09 a month that is not over, or in which the unit did not run, is refused', async () => {
  expect((await deposit('2026-03')).json()).toMatchObject({
    code: 'EMITTERS_MONTH_NOT_OVER',
    rule: 'CYC-09',
  });
  expect((await deposit('2012-04')).json()).toMatchObject({ code: 'EMITTERS_UNIT_NOT_RUNNING' });
});

it('CYC-09 the same again is refused, a correction needs a reason and is a further version', async () => {
  expect((await deposit('2026-01')).json()).toMatchObject({ code: 'EMITTERS_DEPOSIT_UNCHANGED' });
  const data = [{ ...DATA[0], value: '120500.3' }, DATA[1]];
  expect((await deposit('2026-01', { data })).json()).toMatchObject({
    code: 'EMITTERS_CORRECTION_NEEDS_REASON',
  });
  const corrected = await deposit('2026-01', { data, reason: '化验结果复核（示例）' });
  expect(corrected.json<Deposit>()).toMatchObject({ version: 2, daysLate: 0 });
  const versions = await world.get<Page<Deposit>>(house.maker, `${path()}/2026-01/versions`);
  expect(versions.items.map(({ version }) => version)).toEqual([2, 1]);
  expect(versions.items[1]?.data).toMatchObject([{ value: '120500.25' }, { value: '301000' }]);
});

it('deposits and evidence of others do not exist', async () => {
  const foreign = await world.evidence(other.maker, 'somebody else’s, invented');
  const calls = await Promise.all([
    world.send(other.maker, 'POST', path(), { month: '2026-02', data: DATA, evidence: [foreign] }),
    world.send(other.maker, 'GET', `${path()}/2026-01/versions`),
    world.send(other.maker, 'GET', '/v1/emission-deposits?holder=PLANT'),
    deposit('2026-02', { evidence: [foreign] }),
  ]);
  expect(calls.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404]);
  const own = await world.get<Page<Deposit>>(other.maker, '/v1/emission-deposits');
  expect(own.items).toEqual([]);
});

it('CYC-09 what is overdue is told for all listed emitters at once, and late deposits are taken and marked', async () => {
  await later('2026-04-15T02:00:00.000Z');
  const late = await world.unit(other);
  const rules = complianceRules(releasedPacks, 'CN', '2026-04-15');
  const due = await overdueDeposits(world.platform.database, rules, { market: 'CN', on: '2026-04-15' });
  expect(
    due.map(({ holder, unitId, month, dueOn, daysLate }) => [holder, unitId, month, dueOn, daysLate]),
  ).toEqual([
    ['NEIGHBOUR', late.unit, '2026-01', '2026-03-12', 34],
    ...(place.unit < late.unit
      ? [
          ['PLANT', place.unit, '2026-02', '2026-04-09', 6],
          ['NEIGHBOUR', late.unit, '2026-02', '2026-04-09', 6],
        ]
      : [
          ['NEIGHBOUR', late.unit, '2026-02', '2026-04-09', 6],
          ['PLANT', place.unit, '2026-02', '2026-04-09', 6],
        ]),
  ]);
  const authority = await world.platform.again(world.ministry.checker);
  const first = await world.get<Page<{ month: string }>>(
    authority,
    '/v1/emission-deposits/overdue?market=CN&limit=2',
  );
  expect(first.items).toHaveLength(2);
  const rest = await world.get<Page<{ month: string }>>(
    authority,
    `/v1/emission-deposits/overdue?market=CN&limit=2&cursor=${first.next ?? ''}`,
  );
  expect(rest.items).toHaveLength(1);
  const own = await world.get<Page<{ holder: string }>>(
    house.maker,
    '/v1/emission-deposits/overdue?market=CN',
  );
  expect(own.items.map(({ holder }) => holder)).toEqual(['PLANT']);

  const made = await deposit('2026-02');
  expect(made.json<Deposit>()).toMatchObject({ version: 1, dueOn: '2026-04-09', daysLate: 6 });
  const listed = await world.get<Page<Deposit>>(house.maker, '/v1/emission-deposits?late=true');
  expect(listed.items).toHaveLength(1);
});

it('fifty same deposits at once are one', async () => {
  await later('2026-05-10T02:00:00.000Z');
  const body = { month: '2026-03', data: DATA, evidence: [proof] };
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => world.send(house.maker, 'POST', path(), body)),
  );
  expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
  expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(49);
});

const HEADER = 'site,unit,month,parameter,material,value,measured_in,source,evidence';
const row = (month: string, over: Readonly<Record<string, string>> = {}) =>
  Object.values({
    ...{ site: place.number, unit: 'U1', month, parameter: 'generation', material: '', value: '4000' },
    ...{ measuredIn: 'MWh', source: 'measured', evidence: '' },
    ...over,
  }).join(',');

const imported = async (who: House, name: string, bytes: Buffer) => {
  const document = await world.jobs.document(who.maker, name, bytes);
  const job = await world.jobs.run(who.maker, 'deposit-import', { document, market: 'CN' });
  return { id: job.id, staged: await world.get<Staged>(who.maker, `/v1/emitter-imports/${job.id}`) };
};
const csv = (...rows: readonly string[]) => Buffer.from(`\ufeff${[HEADER, ...rows].join('\r\n')}\r\n`);
const commit = (who: House, id: string, body: object = {}) =>
  world.send(who.maker, 'POST', `/v1/emitter-imports/${id}/commit`, body);

it('hostile rows are named by row and field, and nothing of their file counts', async () => {
  const { id, staged } = await imported(
    house,
    'hostile.csv',
    csv(
      row('2025-01'),
      row('2025-01'),
      row('2025-02', { value: '=1+1' }),
      row('2025-13'),
      row('2025-03', { parameter: 'fuel-consumed', measuredIn: 't' }),
      row('2025-04', { measuredIn: 'kWh' }),
      row('2025-05', { value: '-4' }),
      row('2025-06', { source: '@SUM(A1)' }),
      row('2025-07', { value: '1e3' }),
    ),
  );
  expect(staged.state).toBe('faulty');
  expect([...new Set(staged.faults.map(({ field, rule }) => `${field} ${rule}`))].sort()).toEqual(
    [
      'rows[10].value format',
      'rows[3].parameter repeated',
      ...['rows[4].value format', 'rows[4].value formula'],
      'rows[5].month format',
      'rows[6].material required',
      'rows[7].measured_in unit',
      ...['rows[8].value format', 'rows[8].value formula'],
      ...['rows[9].source format', 'rows[9].source formula'],
    ].sort(),
  );
  expect((await commit(house, id)).json()).toMatchObject({ code: 'EMITTERS_IMPORT_FAULTY' });
  const before = await world.get<Page<Deposit>>(house.maker, '/v1/emission-deposits?to=2025-12');
  expect(before.items).toEqual([]);
});

it.each([
  ['no header', Buffer.from('\ufeff\r\n'), 'file empty'],
  ['an unknown column', Buffer.from('site,unit,secret\r\nx,y,z\r\n'), 'header unknown'],
  ['quotes that do not close', Buffer.from(`${HEADER}\r\n"ST000001,U1\r\n`), 'file csv'],
])('a file with %s says so', async (_, bytes, expected) => {
  const { staged } = await imported(house, 'odd.csv', bytes);
  expect(staged.faults.map(({ field, rule }) => `${field} ${rule}`)).toContain(expected);
});

it('a row of another’s unit is refused when it is committed, all or nothing', async () => {
  const { id, staged } = await imported(other, 'foreign.csv', csv(row('2025-01')));
  expect(staged.state).toBe('staged');
  const refused = await commit(other, id);
  expect(refused.json()).toMatchObject({ code: 'EMITTERS_ROWS_REFUSED' });
  expect(refused.body).toContain('rows[2].unit');
  const stranger = await world.send(house.maker, 'GET', `/v1/emitter-imports/${id}`);
  expect(stranger.statusCode).toBe(404);
  expect((await commit(house, id)).statusCode).toBe(404);
});

it('JSON rows count too; committed again they answer the same, corrections need a reason', async () => {
  const object = (value: string) => ({
    ...{ site: place.number, unit: 'U1', month: '2025-01', parameter: 'generation', value },
    ...{ measured_in: 'MWh', source: 'measured' },
  });
  const one = await imported(house, 'one.json', Buffer.from(JSON.stringify([object('4000.5')])));
  const outcome = { added: 1, corrected: 0, unchanged: 0, late: 1 };
  expect((await commit(house, one.id)).json()).toEqual(outcome);
  expect((await commit(house, one.id)).json()).toEqual(outcome);
  const two = await imported(house, 'two.json', Buffer.from(JSON.stringify([object('4001')])));
  expect((await commit(house, two.id)).json()).toMatchObject({ code: 'EMITTERS_CORRECTION_NEEDS_REASON' });
  expect((await commit(house, two.id, { reason: '更正（示例）' })).json()).toMatchObject({ corrected: 1 });
  const three = await imported(house, 'three.json', Buffer.from(JSON.stringify([object('4001')])));
  expect((await commit(house, three.id)).json()).toMatchObject({ added: 0, unchanged: 1 });
});

it('ten thousand rows are committed whole; the workbook they are exported to comes back unchanged', async () => {
  const firm = await world.emitter('MANY-UNITS');
  const site = await world.unit(firm, {}, 'U0');
  for (let unit = 1; unit <= 99; unit += 1) {
    await world.post(firm.maker, `/v1/emission-sites/${site.site}/units`, {
      ...{ code: `U${unit}`, effectiveFrom: '2023-01-01', facts: UNIT },
    });
  }
  const months = Array.from({ length: 25 }, (_, n) => {
    const [year, month] = [2024 + Math.floor(n / 12), (n % 12) + 1];
    return `${year}-${String(month).padStart(2, '0')}`;
  });
  const parameters = ['generation', 'electricity-supplied', 'heat-supplied', 'operating-hours'];
  const units: Readonly<Record<string, string>> = { 'heat-supplied': 'GJ', 'operating-hours': 'h' };
  const rows = Array.from({ length: 100 }, (_, unit) => unit).flatMap((unit) =>
    months.flatMap((month) =>
      parameters.map((parameter) =>
        row(month, { site: site.number, unit: `U${unit}`, parameter, measuredIn: units[parameter] ?? 'MWh' }),
      ),
    ),
  );
  expect(rows).toHaveLength(10_000);
  const { id, staged } = await imported(firm, 'many.csv', csv(...rows));
  expect(staged).toMatchObject({ state: 'staged', rows: 10_000, faultCount: 0 });
  expect((await commit(firm, id)).json()).toMatchObject({ added: 2_500, corrected: 0 });
  const job = await world.jobs.run(firm.maker, 'export-deposits', { format: 'xlsx', holder: 'MANY-UNITS' });
  expect(job).toMatchObject({ state: 'done', result: { rows: '10000' } });
  const workbook = await world.jobs.file(firm.maker, job);
  const [, sheet] = await readXlsxFile(workbook);
  expect(sheet?.data).toHaveLength(10_001);
  expect(sheet?.data[0]?.slice(0, 3)).toEqual(['企业 holder', '场所编号 site', '机组编号 unit']);
  const document = await world.jobs.document(firm.maker, 'deposits.xlsx', workbook);
  const { id: back } = await world.jobs.run(firm.maker, 'deposit-import', { document, market: 'CN' });
  expect(await world.get<Staged>(firm.maker, `/v1/emitter-imports/${back}`)).toMatchObject({ rows: 10_000 });
  expect((await commit(firm, back)).json()).toMatchObject({ added: 0, corrected: 0, unchanged: 2_500 });
}, 120_000);
