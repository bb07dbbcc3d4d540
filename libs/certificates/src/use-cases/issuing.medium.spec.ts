import { Refusal } from '@carbon/kernel';
import { blockAccounts, defineInstrument, unblockAccount } from '@carbon/ledger';
import { energyKey } from '@carbon/sources/domain';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { readPlantsCsv } from '../domain/csv/plants-csv';
import { instrumentCode, issueSourceKey } from '../domain/instrument-code';
import { issueEntity } from '../persistence/issue.entity';
import { meterMonthEntity } from '../persistence/meter-month.entity';
import {
  CertificatesFixture,
  demoFile,
  newPlant,
  OPERATOR,
  OWNER,
  refusalOf,
} from './certificates.spec-support';
import { filePlants } from './file-plants';
import { importMeterMonths } from './import-meter-months';
import { issueAll } from './issue-all';
import { type IssueMonth, issueMonth } from './issue-month';

let registry: CertificatesFixture;
beforeEach(async () => {
  registry = await CertificatesFixture.open();
});
afterEach(async () => {
  expect(await breaches(registry.database)).toEqual([]);
  await registry.close();
});

const issue = (plant: string, month: IssueMonth['month']) =>
  registry.database.transaction((tx) => issueMonth(tx, registry.desk, { ...OPERATOR, plant, month }));

describe('issuing certificates', () => {
  it('GEC-001 AC-90 whole certificates only, the remainder carries on, also past a month without any', async () => {
    const plant = await registry.filePlant();
    await registry.report(plant, {
      '2025-01': '12345678',
      '2025-02': '10400',
      '2025-03': '500',
      '2025-04': '422',
    });
    const issued = [];
    for (const month of ['2025-01', '2025-02', '2025-03', '2025-04'] as const) {
      issued.push(await issue('TEST1', month));
    }
    expect(issued.map((each) => [each.carriedInWh, each.certificates, each.remainderWh])).toEqual([
      [0n, 12_345n, 678_000n],
      [678_000n, 11n, 78_000n],
      [78_000n, 0n, 578_000n],
      [578_000n, 1n, 0n],
    ]);
    expect(issued.map(({ transactionId }) => transactionId === null)).toEqual([false, false, true, false]);
    // the certificate of April stands for energy of February, March and April
    expect(issued[3]!.consumed).toEqual([
      { month: '2025-02', fromWh: 10_322_000n, toWh: 10_400_000n },
      { month: '2025-03', fromWh: 0n, toWh: 500_000n },
      { month: '2025-04', fromWh: 0n, toWh: 422_000n },
    ]);
    expect(await registry.blocks(plant.accountNumber)).toEqual([
      '202501:1-12345:available',
      '202502:1-11:available',
      '202504:1-1:available',
    ]);
  });

  it('GEC-001 the demonstration year: all energy is in certificates or in the remainders, to the Wh', async () => {
    const { database, desk } = registry;
    const rows = readPlantsCsv(demoFile('plants.csv')).rows;
    await database.transaction((tx) =>
      filePlants(
        tx,
        desk,
        rows.map(({ code, ...plant }) => newPlant({ ...plant, shortCode: code })),
      ),
    );
    const report = await database.transaction((tx) =>
      importMeterMonths(tx, desk, { ...OPERATOR, input: { csv: demoFile('generation-2025.csv') } }),
    );
    expect(report).toMatchObject({ imported: 156, faultCount: 0, warningCount: 0 });
    const progress: number[] = [];
    const run = await issueAll(database, desk, OPERATOR, ({ done }) => progress.push(done));
    expect(run).toMatchObject({ plantMonths: 156, heldBack: [] });
    expect(progress.at(-1)).toBe(156);

    const issues = await database.source.manager.find(issueEntity);
    const meters = await database.source.manager.find(meterMonthEntity);
    const metered = meters.reduce((sum, { energyWh }) => sum + energyWh, 0n);
    const inCertificates = issues.reduce((sum, each) => sum + each.certificates, 0n) * 1_000_000n;
    const left = issues
      .filter(({ month }) => month === '2025-12')
      .reduce((sum, each) => sum + each.remainderWh, 0n);
    expect(metered).toBe(inCertificates + left);
    expect(run.certificates * 1_000_000n).toBe(inCertificates);
    expect(issues).toHaveLength(156);

    // nothing is waiting any more, and nothing happens again
    expect(await issueAll(database, desk, OPERATOR)).toEqual({
      plantMonths: 0,
      certificates: 0n,
      heldBack: [],
    });
  });

  it('a million certificates of a month are one issue, one journal row and one block', async () => {
    const plant = await registry.filePlant({ capacityW: 100_000_000_000n });
    await registry.issue(plant, { '2025-01': '1000000999.999' });
    expect(await registry.blocks(plant.accountNumber)).toEqual(['202501:1-1000000:available']);
    const counts = await registry.database.query(
      `select (select count(*) from ledger.journal)::int as journal, (select count(*) from ledger.block)::int as blocks,
              (select count(*) from certificates.issue)::int as issues`,
    );
    expect(counts).toEqual([{ journal: 1, blocks: 1, issues: 1 }]);
  });

  it('INV-04 a plant-month issued fifty times at once is issued once', async () => {
    const plant = await registry.filePlant();
    await registry.report(plant, { '2025-01': '5400' });
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => issue('TEST1', '2025-01')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = results.flatMap((each) => (each.status === 'rejected' ? [each.reason as Refusal] : []));
    expect(new Set(refusals.map(({ code, rule }) => `${code} ${rule}`))).toEqual(
      new Set(['GEC_MONTH_ISSUED INV-04']),
    );
    expect(await registry.blocks(plant.accountNumber)).toEqual(['202501:1-5:available']);
  });

  it('INV-04 nothing but the issue itself can use its instrument, its event or its energy', async () => {
    const plant = await registry.filePlant();
    await registry.issue(plant, { '2025-01': '5000' });
    const instrument = instrumentCode(plant.code, '2025-01');
    await registry.database.transaction((tx) =>
      defineInstrument(tx, {
        code: 'CCER-1',
        kind: 'credit',
        unit: 'tCO2e',
        scheme: 'CN-CCER',
        serialised: true,
        sourcePerUnit: 1_000_000n,
      }),
    );
    const issueOf = (over: object) =>
      registry.submit({
        kind: 'issue',
        instrument: 'CCER-1',
        quantity: 1n,
        to: registry.buyer,
        sourceKey: 'other',
        sources: [{ key: energyKey(plant.code, '2025-01'), from: 5_000_000n, to: 6_000_000n }],
        cause: { actor: 'test' },
        ...over,
      });
    expect(await issueOf({ instrument })).toMatchObject({ refusal: { code: 'LEDGER_CAP_EXCEEDED' } });
    expect(await issueOf({ sourceKey: issueSourceKey(plant.code, '2025-01') })).toMatchObject({
      refusal: { code: 'LEDGER_SOURCE_USED' },
    });
    const overlapping = [{ key: energyKey(plant.code, '2025-01'), from: 4_999_999n, to: 5_999_999n }];
    expect(await issueOf({ sources: overlapping })).toMatchObject({
      refusal: { code: 'LEDGER_SOURCE_USED' },
    });
  });

  it('GEC-002 months without grid data, out of order, issued before or of unknown plants are refused', async () => {
    const plant = await registry.filePlant();
    await registry.report(plant, { '2025-01': '1000', '2025-02': '1000', '2025-04': '1000' });
    const owners = {
      line: 0,
      plant: 'TEST1',
      month: '2025-03',
      energyWh: 5n,
      reportedBy: 'owner',
      basis: '',
    } as never;
    await registry.database.transaction((tx) =>
      importMeterMonths(tx, registry.desk, { ...OPERATOR, input: { rows: [owners] } }),
    );
    expect(await refusalOf(issue('NONE', '2025-01'))).toMatchObject({
      code: 'GEC_PLANT_UNKNOWN',
      status: 404,
    });
    expect(await refusalOf(issue('TEST1', '2025-02'))).toMatchObject({
      code: 'GEC_MONTH_OUT_OF_ORDER',
      details: { missing: '2025-01' },
    });
    await issue('TEST1', '2025-01');
    expect(await refusalOf(issue(plant.code, '2025-01'))).toMatchObject({ code: 'GEC_MONTH_ISSUED' });
    expect(await refusalOf(issue('TEST1', '2025-03'))).toMatchObject({
      code: 'GEC_NO_GRID_DATA',
      rule: 'GEC-002',
    });
    await issue('TEST1', '2025-02');
    expect(await refusalOf(issue('TEST1', '2025-04'))).toMatchObject({
      code: 'GEC_MONTH_OUT_OF_ORDER',
      details: { missing: '2025-03' },
    });
    expect(await issueAll(registry.database, registry.desk, OPERATOR)).toMatchObject({
      plantMonths: 0,
      heldBack: [{ plant: 'TEST1', month: '2025-03', code: 'GEC_NO_GRID_DATA' }],
    });
  });

  it('a plant whose account is blocked is held back, the others are issued, and later it is issued too', async () => {
    const { database, desk } = registry;
    const blocked = await registry.filePlant();
    const other = await registry.filePlant({
      shortCode: 'TEST2',
      holderId: '01900000-0000-7000-8000-00000000000c',
    });
    await registry.report(blocked, { '2025-01': '1500', '2025-02': '1500' });
    await registry.report(other, { '2025-01': '2000' });
    const cause = { number: blocked.accountNumber, reason: 'test', actor: 'test' };
    const now = new Date('2026-01-01T00:00:00Z');
    await database.transaction((tx) => blockAccounts(tx, { numbers: [cause.number] }, cause, now));
    expect(await issueAll(database, desk, OPERATOR)).toMatchObject({
      plantMonths: 1,
      certificates: 2n,
      heldBack: [{ plant: 'TEST1', month: '2025-01', code: 'LEDGER_ACCOUNT_BLOCKED' }],
    });
    expect(await refusalOf(issue('TEST1', '2025-01'))).toMatchObject({ code: 'LEDGER_ACCOUNT_BLOCKED' });
    await database.transaction((tx) => unblockAccount(tx, cause, now));
    expect(await issueAll(database, desk, OPERATOR)).toMatchObject({
      plantMonths: 2,
      certificates: 3n,
      heldBack: [],
    });
  });
});

describe('filing plants', () => {
  it('GEC-016 GEC-018 each plant has its 17 digits; plants of one owner share its account', async () => {
    const first = await registry.filePlant();
    const second = await registry.filePlant({ shortCode: 'TEST2' });
    expect(first.code).toMatch(/^1212603023300001\d$/);
    expect(second.code.slice(11, 16)).toBe('00002');
    expect(second.accountNumber).toBe(first.accountNumber);
    expect(await refusalOf(registry.filePlant())).toMatchObject({
      code: 'GEC_PLANTS_REFUSED',
      fields: [{ field: 'plants[0].shortCode', rule: 'filed-before' }],
    });
  });

  it("GEC-017 the account must be the owner's", async () => {
    const others = registry.filePlant({ accountNumber: registry.buyer, holderId: OWNER });
    expect(await refusalOf(others)).toMatchObject({ code: 'GEC_ACCOUNT_NOT_OF_HOLDER', rule: 'GEC-017' });
  });
});
