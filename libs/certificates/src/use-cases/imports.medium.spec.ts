import { breaches } from '../../../../tests/support/ledger-invariants';
import { meterMonthEntity } from '../persistence/meter-month.entity';
import { CertificatesFixture, OPERATOR, refusalOf } from './certificates.spec-support';
import { importMeterMonths } from './import-meter-months';

const HEADER = 'plant,month,energy_kwh,reported_by,basis\n';
const GOOD = 'TEST1,2025-01,1500.5,grid-company,meter\n';

let registry: CertificatesFixture;
beforeAll(async () => {
  registry = await CertificatesFixture.open();
  await registry.filePlant({ capacityW: 1_000_000n, connectedMonth: '2025-01' });
});
afterAll(async () => {
  expect(await breaches(registry.database)).toEqual([]);
  await registry.close();
});

const load = (csv: string, partial = false) =>
  registry.database.transaction((tx) =>
    importMeterMonths(tx, registry.desk, { ...OPERATOR, input: { csv }, partial }),
  );
const stored = () => registry.database.source.manager.find(meterMonthEntity, { order: { month: 'ASC' } });

describe('importing meter months', () => {
  it('GEC-002 all rows or none: a faulty line is named with its column, and nothing is stored', async () => {
    const csv = `${HEADER}${GOOD}TEST1,2025-13,1,grid-company,x\nNONE,2025-02,1,grid-company,x\nTEST1,2026-03,1,grid-company,x\nTEST1,2024-12,1,grid-company,x\n`;
    expect(await refusalOf(load(csv))).toMatchObject({
      code: 'INPUT_MALFORMED',
      status: 400,
      fields: [
        { field: 'lines[3].month', rule: 'month' },
        { field: 'lines[4].plant', rule: 'unknown-plant' },
        { field: 'lines[5].month', rule: 'month-not-over' },
        { field: 'lines[6].month', rule: 'before-connection' },
      ],
    });
    expect(await stored()).toEqual([]);
  });

  it('GEC-002 on request the good rows are taken and the others told', async () => {
    const report = await load(
      `${HEADER}${GOOD}NONE,2025-02,1,grid-company,x\nTEST1,2025-02,-1,owner,x\n`,
      true,
    );
    expect(report).toMatchObject({
      imported: 1,
      faultCount: 2,
      faults: [
        { line: 3, column: 'plant', rule: 'unknown-plant' },
        { line: 4, column: 'energy_kwh', rule: 'negative' },
      ],
      warnings: [],
    });
    expect(await stored()).toMatchObject([{ month: '2025-01', energyWh: 1_500_500n, basis: 'meter' }]);
    expect((await stored())[0]?.fileHash).toHaveLength(32);
  });

  it('GEC-002 a month told twice by one reporter conflicts; another reporter that disagrees is a warning', async () => {
    expect(await refusalOf(load(HEADER + GOOD))).toMatchObject({
      code: 'GEC_METER_MONTHS_REFUSED',
      status: 409,
      fields: [{ field: 'lines[2].month', rule: 'reported-before' }],
    });
    const report = await load(`${HEADER}TEST1,2025-01,1499,owner,x\nTEST1,2025-02,900000,grid-company,x\n`);
    expect(report).toMatchObject({
      imported: 2,
      warnings: [
        { line: 2, column: 'energy_kwh', rule: 'disagrees' },
        { line: 3, column: 'energy_kwh', rule: 'implausible' },
      ],
    });
  });

  it('two imports of the same month at once: one is taken, the other refused', async () => {
    const csv = `${HEADER}TEST1,2025-05,7,grid-company,x\n`;
    const results = await Promise.allSettled([load(csv), load(csv), load(csv), load(csv)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ code: 'GEC_METER_MONTHS_REFUSED' });
    }
  });

  it('GEC-002 a month that is issued, and any before it, is final', async () => {
    const plant = await registry.filePlant({ shortCode: 'FINAL' });
    await registry.issue(plant, { '2025-03': '2000' });
    const csv = `${HEADER}FINAL,2025-03,1,power-exchange,x\nFINAL,2025-02,1,grid-company,x\n`;
    expect(await refusalOf(load(csv))).toMatchObject({
      fields: [
        { field: 'lines[2].month', rule: 'issued' },
        { field: 'lines[3].month', rule: 'issued' },
      ],
    });
  });

  it('the application cannot change or remove what was metered, issued or claimed', async () => {
    for (const statement of [
      'update certificates.meter_month set energy_wh = 0',
      'delete from certificates.meter_month',
      'update certificates.issue set certificates = 0',
      'delete from certificates.claim',
      'truncate certificates.sold_range',
    ]) {
      await expect(registry.database.query(statement)).rejects.toThrow('permission denied');
    }
  });
});
