import { readFileSync } from 'node:fs';
import { MAX_REPORTED_FAULTS } from './csv-reading';
import { plausibleMaximumWh, readMeterMonthsCsv } from './meter-months-csv';
import { readPlantsCsv } from './plants-csv';

const HEADER = 'plant,month,energy_kwh,reported_by,basis\n';
const row = (over: Partial<Record<'plant' | 'month' | 'energy' | 'by' | 'basis', string>> = {}) =>
  [
    over.plant ?? 'DLH50',
    over.month ?? '2025-01',
    over.energy ?? '7199590',
    over.by ?? 'grid-company',
    over.basis ?? 'meter',
  ].join(',') + '\n';
const faults = (body: string) =>
  readMeterMonthsCsv(HEADER + body).faults.map(({ line, column, rule }) => [line, column, rule]);

describe('meter months CSV', () => {
  it('GEC-002 a row is a plant, a month, its energy in Wh and who reports it', () => {
    expect(readMeterMonthsCsv(HEADER + row({ energy: '7199590.125' })).rows).toEqual([
      {
        line: 2,
        plant: 'DLH50',
        month: '2025-01',
        energyWh: 7_199_590_125n,
        reportedBy: 'grid-company',
        basis: 'meter',
      },
    ]);
  });

  it.each([
    ['negative energy', row({ energy: '-1' }), 'energy_kwh', 'negative'],
    ['less than a Wh', row({ energy: '1.0001' }), 'energy_kwh', 'resolution'],
    ['an exponent', row({ energy: '1e9' }), 'energy_kwh', 'decimal'],
    ['no energy', row({ energy: '' }), 'energy_kwh', 'decimal'],
    ['energy beyond reason', row({ energy: '1000000000000' }), 'energy_kwh', 'maximum'],
    ['energy of fifty digits', row({ energy: '1'.repeat(50) }), 'energy_kwh', 'length'],
    ['month 13', row({ month: '2025-13' }), 'month', 'month'],
    ['a month of another century', row({ month: '1925-01' }), 'month', 'century'],
    ['an unknown reporter', row({ by: 'neighbour' }), 'reported_by', 'reporter'],
    ['no plant', row({ plant: '' }), 'plant', 'code'],
    ['a plant in small letters', row({ plant: 'dlh50' }), 'plant', 'code'],
    ['a plant code too long', row({ plant: 'A'.repeat(33) }), 'plant', 'length'],
    ['a basis too long', row({ basis: 'x'.repeat(301) }), 'basis', 'length'],
    ['a control character', row({ basis: 'x\u0007y' }), 'basis', 'characters'],
    ['text that turns direction', row({ basis: 'x\u202ey' }), 'basis', 'characters'],
  ])('GEC-002 %s is told with line, column and rule', (_, body, column, rule) => {
    expect(faults(row({ plant: 'OK1' }) + body)).toEqual([[3, column, rule]]);
  });

  it('all faults of a row and of the file are told, and good rows are given', () => {
    const reading = readMeterMonthsCsv(
      HEADER + row({ month: 'x', energy: '-5' }) + row({ plant: 'OK1' }) + row({ by: '' }),
    );
    expect(reading.faults.map(({ line, column }) => [line, column])).toEqual([
      [2, 'month'],
      [2, 'energy_kwh'],
      [4, 'reported_by'],
    ]);
    expect(reading.rows.map(({ plant }) => plant)).toEqual(['OK1']);
    for (const { message } of reading.faults) {
      expect(message.zh).toMatch(/\p{Script=Han}/u);
      expect(message.en).toMatch(/[a-z]/);
    }
  });

  it('a plant and month told twice alike counts once', () => {
    const reading = readMeterMonthsCsv(HEADER + row() + row({ energy: '7199590.000' }));
    expect(reading.rows.map(({ line }) => line)).toEqual([2]);
    expect(reading.faults).toMatchObject([{ line: 3, column: 'month', rule: 'repeated' }]);
  });

  it('a plant and month told twice differently counts not at all: nobody knows which is true', () => {
    const reading = readMeterMonthsCsv(
      HEADER + row() + row({ plant: 'OK1' }) + row({ energy: '8' }) + row({ energy: '9' }),
    );
    expect(reading.rows.map(({ plant }) => plant)).toEqual(['OK1']);
    expect(reading.faults.map(({ line, rule }) => [line, rule])).toEqual([
      [2, 'conflicting'],
      [4, 'repeated'],
      [5, 'repeated'],
    ]);
  });

  it('only the first faults are listed, and the count tells how many there are', () => {
    const reading = readMeterMonthsCsv(HEADER + row({ energy: '-1' }).repeat(MAX_REPORTED_FAULTS + 7));
    expect(reading.faults).toHaveLength(MAX_REPORTED_FAULTS);
    expect(reading.faultCount).toBe(MAX_REPORTED_FAULTS + 7);
  });

  it('energy above full load of the month with a tenth more is a warning, and the row is good', () => {
    const capacityWOf = (plant: string) => (plant === 'DLH50' ? 50_000_000n : undefined);
    const maximum = plausibleMaximumWh('2025-02', 50_000_000n);
    expect(maximum).toBe(36_960_000_000n);
    const read = (energy: string, plant = 'DLH50') =>
      readMeterMonthsCsv(HEADER + row({ month: '2025-02', energy, plant }), { capacityWOf });
    expect(read('36960000').warningCount).toBe(0);
    const over = read('36960000.001');
    expect(over.rows).toHaveLength(1);
    expect(over.faultCount).toBe(0);
    expect(over.warnings).toMatchObject([{ line: 2, column: 'energy_kwh', rule: 'implausible' }]);
    expect(read('99999999', 'UNKNOWN').warningCount).toBe(0);
  });

  it('the demonstration files are read without fault or warning, and each year is the published figure', () => {
    const file = (name: string) => readFileSync(`apps/platform/demo/${name}`, 'utf8');
    const plants = readPlantsCsv(file('plants.csv'));
    expect(plants.faults).toEqual([]);
    expect(plants.rows).toHaveLength(13);
    const capacities = new Map(plants.rows.map(({ code, capacityW }) => [code, capacityW]));
    const months = readMeterMonthsCsv(file('generation-2025.csv'), {
      capacityWOf: (plant) => capacities.get(plant),
    });
    expect(months).toMatchObject({ faultCount: 0, warningCount: 0 });
    expect(months.rows).toHaveLength(13 * 12);
    for (const { code, publishedAnnualWh } of plants.rows) {
      const year = months.rows.filter(({ plant }) => plant === code);
      expect(year.reduce((sum, { energyWh }) => sum + energyWh, 0n)).toBe(publishedAnnualWh);
    }
  });
});
