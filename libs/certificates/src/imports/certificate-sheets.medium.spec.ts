import { openAccounts } from '@carbon/ledger';
import readXlsxFile from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import { type Job, JobFixture } from '../../../../tests/support/job-fixture';
import {
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';

const PLANTS = [
  'code',
  'name_zh',
  'name_en',
  'province',
  'technology',
  'capacity_mw',
  'connected_month',
  'published_annual_kwh',
  'source',
] as const;
const MONTHS = ['plant', 'month', 'energy_kwh', 'reported_by', 'basis'] as const;
type Cell = string | number | { value: Date; type: DateConstructor; format: string };

let platform: PlatformFixture;
let jobs: JobFixture;
let registry: Person;
let owner: Person;
let other: Person;
let reader: Person;
let account: string;

beforeAll(async () => {
  platform = await openPlatformFixture();
  jobs = new JobFixture(platform);
  registry = await platform.person(await platform.holder('REGISTRY', 'registry-operator'), 'maker');
  const ownerId = await platform.holder('OWNER', 'generator');
  owner = await platform.person(ownerId, 'maker');
  reader = await platform.person(ownerId, 'reader');
  other = await platform.person(await platform.holder('OTHER', 'generator'), 'maker');
  [account = ''] = await platform.database.transaction((tx) =>
    openAccounts(tx, [{ holderId: ownerId, kind: 'holding' }]),
  );
}, 120_000);
afterAll(() => platform.close());

const plant = (code: string, over: Record<number, Cell> = {}): Cell[] =>
  [code, `示例 ${code}`, `Example ${code}`, '青海', 'solar-pv', 50, '2020-12', '', 'invented'].map(
    (cell, at) => over[at] ?? cell,
  );

async function imported(kind: string, rows: Cell[][], payload: object = {}, who = registry): Promise<Job> {
  const bytes = await writeXlsxFile([{ data: rows, sheet: 'Sheet1' }]).toBuffer();
  const document = await jobs.document(who, 'rows.xlsx', bytes);
  return jobs.run(who, kind, { document, ...payload });
}
const importPlants = (...rows: Cell[][]) =>
  imported('import-plants', [[...PLANTS], ...rows], { holder: 'OWNER' });
const importMonths = (...rows: Cell[][]) => imported('import-meter-months', [[...MONTHS], ...rows]);
const count = async (table: string) => {
  const [row] = await platform.database.query<{ n: number }>(
    `select count(*)::int as n from certificates.${table}`,
  );
  return row?.n;
};

describe('import-plants', () => {
  it('GEC-016 files every plant of a workbook for its owner; a month that became a day is a month', async () => {
    const day = { value: new Date('2021-03-01T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' };
    const job = await importPlants(plant('SHEET-1'), plant('SHEET-2', { 6: day }));
    expect(job).toMatchObject({ state: 'done', result: { imported: '2', errorCount: '0', errors: [] } });
    const answer = await platform.send('GET', '/v1/plants/SHEET-2', owner.headers);
    expect(answer.json()).toMatchObject({ connectedMonth: '2021-03', capacityW: '50000000', account });
  });

  it('names what is wrong by row, column and field, and files none', async () => {
    const before = await count('plant');
    const job = await importPlants(
      plant('GOOD-1'),
      [],
      plant('BAD-1', { 3: '亚特兰蒂斯' }),
      plant('SHEET-1'),
    );
    expect(job.result).toEqual({
      imported: '0',
      errorCount: '1',
      errors: [
        {
          ...{ row: '4', column: 'D', field: 'province', rule: 'province' },
          message: { zh: expect.any(String) as string, en: expect.any(String) as string },
        },
      ],
    });
    const filed = await importPlants(plant('GOOD-1'), plant('SHEET-1'));
    expect(filed.result).toMatchObject({
      errors: [{ row: '3', column: 'A', field: 'code', rule: 'filed-before' }],
    });
    expect(await count('plant')).toBe(before);
  });

  it('a text that would be a formula is a name like any other; a line break in a cell is told in its place', async () => {
    const job = await importPlants(plant('CELL-1', { 2: '=1+1' }), plant('CELL-2', { 1: '两\n行' }));
    expect(job.result).toMatchObject({ errors: [{ row: '3', column: 'B', rule: 'characters' }] });
  });

  it('asks for the permission of the act, and for a holder and a document in reach', async () => {
    const refused = await platform.send('POST', '/v1/jobs', reader.headers, {
      ...{ kind: 'import-plants', payload: { document: 'a'.repeat(64), holder: 'OWNER' } },
    });
    expect(refused.statusCode).toBe(403);
    const rows: Cell[][] = [[...PLANTS], plant('STOLEN-1')];
    const holder = await imported('import-plants', rows, { holder: 'OWNER' }, other);
    expect(holder).toMatchObject({ state: 'failed', problem: { code: 'HOLDER_UNKNOWN' } });
    // other bytes than the ones before, which the other house has filed itself
    const ours = [[...PLANTS], plant('STOLEN-2')];
    const bytes = await writeXlsxFile([{ data: ours, sheet: 'Sheet1' }]).toBuffer();
    const document = await jobs.document(owner, 'own.xlsx', bytes);
    const foreign = await jobs.run(other, 'import-plants', { document, holder: 'OTHER' });
    expect(foreign).toMatchObject({ state: 'failed', problem: { code: 'DOCUMENT_UNKNOWN' } });
  });
});

describe('import-meter-months', () => {
  it('GEC-002 takes every row of a workbook, and is recorded with its hash', async () => {
    const job = await importMonths(
      ['SHEET-1', '2025-01', 12_345.678, 'grid-company', 'invented'],
      ['SHEET-1', '2025-02', '10.4', 'grid-company', 'invented'],
    );
    expect(job).toMatchObject({ state: 'done', result: { imported: '2', errorCount: '0' } });
    const months = await platform.database.query<{ energy_wh: string }>(
      `select energy_wh from certificates.meter_month order by month`,
    );
    expect(months.map(({ energy_wh }) => energy_wh)).toEqual(['12345678', '10400']);
    const [entry] = await platform.database.query<{ hash: string | null; actor: string }>(
      `select encode(document_hash, 'hex') as hash, actor from audit.record
        where action = 'workbook.imported' and subject_id = $1`,
      [job.id],
    );
    expect(entry).toEqual({
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      actor: `user:${registry.userId}`,
    });
  });

  it('a thousand errors are told of more, the good row among them is not taken', async () => {
    const before = await count('meter_month');
    const unknown = Array.from({ length: 1_200 }, (_, at): Cell[] => [
      ...[`NONE-${at}`, '2025-03', 1, 'grid-company', 'invented'],
    ]);
    const job = await importMonths(['SHEET-1', '2025-03', 1, 'grid-company', 'invented'], ...unknown);
    expect(job.result).toMatchObject({ imported: '0', errorCount: '1200' });
    const errors = job.result['errors'] as { row: string; column: string; rule: string }[];
    expect(errors).toHaveLength(1_000);
    expect(errors[0]).toMatchObject({ row: '3', column: 'A', rule: 'unknown-plant' });
    expect(await count('meter_month')).toBe(before);
  });

  it('begun again after a crash takes nothing twice and tells the same', async () => {
    const data: Cell[][] = [[...MONTHS], ['SHEET-2', '2025-04', 7, 'grid-company', 'invented']];
    const bytes = await writeXlsxFile([{ data, sheet: 'Sheet1' }]).toBuffer();
    const document = await jobs.document(registry, 'again.xlsx', bytes);
    const { job } = await jobs.afterACrash(registry, 'import-meter-months', { document });
    expect(job).toMatchObject({ state: 'done', result: { imported: '1', errorCount: '0' } });
  });

  it('cancelled before it takes anything takes nothing', async () => {
    const before = await count('meter_month');
    const data: Cell[][] = [[...MONTHS], ['SHEET-2', '2025-05', 7, 'grid-company', 'invented']];
    const bytes = await writeXlsxFile([{ data, sheet: 'Sheet1' }]).toBuffer();
    const document = await jobs.document(registry, 'cancelled.xlsx', bytes);
    const job = await jobs.cancelledInTheMiddle(registry, 'import-meter-months', { document });
    expect(job.state).toBe('cancelled');
    expect(await count('meter_month')).toBe(before);
  });

  it('another table, another sheet, another’s document: each is told', async () => {
    const table = await imported('import-meter-months', [[...PLANTS], plant('SHEET-1')]);
    expect(table.result['errors']).toEqual(
      expect.arrayContaining([expect.objectContaining({ row: '1', field: 'month', rule: 'missing-column' })]),
    );
    const sheet = await imported('import-meter-months', [[...MONTHS]], { sheet: 'Tabelle9' });
    expect(sheet).toMatchObject({ state: 'failed', problem: { code: 'WORKBOOK_REFUSED' } });
    const unknown = await jobs.run(registry, 'import-meter-months', { document: 'b'.repeat(64) });
    expect(unknown).toMatchObject({ state: 'failed', problem: { code: 'DOCUMENT_UNKNOWN' } });
  });
});

describe('export-certificates', () => {
  it('GEC-013 tells codes, plant, month, quantity and validity; another’s account is as if it were not there', async () => {
    const issued = await platform.send('POST', '/v1/certificate-issues/runs', platform.machine);
    expect(issued.statusCode).toBe(200);
    const payload = { format: 'xlsx', language: 'en', account };
    const job = await jobs.run(owner, 'export-certificates', payload);
    expect(job).toMatchObject({ state: 'done', problem: null });
    const [about, sheet] = await readXlsxFile(await jobs.file(owner, job));
    const [header = [], first = []] = sheet?.data ?? [];
    const row = Object.fromEntries(header.map((title, at) => [String(title), first[at]]));
    expect(row).toMatchObject({
      'First code': expect.stringMatching(/^\d{32}$/) as string,
      ...{ Quantity: 12, Plant: 'SHEET-1', Month: '2025-01', State: 'available' },
      'Valid through': new Date('2026-12-31T00:00:00Z'),
    });
    expect(JSON.stringify(about?.data)).toContain('cn-gec 2026.1');
    const foreign = await jobs.run(other, 'export-certificates', payload);
    expect(foreign).toMatchObject({ state: 'failed', problem: { code: 'LEDGER_ACCOUNT_UNKNOWN' } });
    const csv = await jobs.run(owner, 'export-certificates', { format: 'csv', account });
    const code = String(row['First code']);
    // a spreadsheet would make 1.2E+31 of it
    expect((await jobs.file(owner, csv)).toString()).toContain(`'${code},`);
  });
});
