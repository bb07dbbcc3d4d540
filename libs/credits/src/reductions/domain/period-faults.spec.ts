import { methodologyOn } from '../../domain/methodologies/methodology-packs';
import { meteredWh } from './metered-energy';
import { periodFaults } from './period-faults';

const wind = methodologyOn('CCER-01-002-V01', '2026-06-01');
const afforestation = { sourceKind: 'stock', monitored: [] } as const;
const faultsOf = (...args: Parameters<typeof periodFaults>) =>
  periodFaults(...args).map(({ field, rule }) => `${field} ${rule}`);

describe('the period of a report', () => {
  it('whole months, each told of once, are fine', () => {
    const period = { from: '2026-01-01', to: '2026-02-28' } as const;
    expect(faultsOf(wind, period, ['2026-01', '2026-02'])).toEqual([]);
  });

  it('EXC-004 energy is of whole months: the certificates of a month end whole', () => {
    const period = { from: '2026-01-02', to: '2026-02-27' } as const;
    expect(faultsOf(wind, period, ['2026-01', '2026-02'])).toEqual(['periodFrom month', 'periodTo month']);
    expect(faultsOf(afforestation, period, [])).toEqual([]);
  });

  it('months of inputs are those of the period, in order', () => {
    const period = { from: '2026-01-01', to: '2026-02-28' } as const;
    for (const months of [['2026-01'], ['2026-02', '2026-01'], ['2026-01', '2026-03'], []] as const) {
      expect(faultsOf(wind, period, months)).toEqual(['months period']);
    }
    expect(faultsOf(afforestation, period, ['2026-01'])).toEqual(['months period']);
  });

  it('a period that ends before it begins is one fault', () => {
    expect(faultsOf(wind, { from: '2026-02-01', to: '2026-01-31' }, [])).toEqual(['periodTo order']);
  });
});

describe('metered energy', () => {
  const mwh = (value: string) => ({ value, unit: 'MWh' });

  it('EXC-002 what was sent out, in whole Wh, rounded up; what was taken in is not energy made', () => {
    expect(meteredWh(wind, { exportMwh: mwh('12345.678'), importMwh: mwh('10') })).toBe(12_345_678_000n);
    expect(meteredWh(wind, { exportMwh: mwh('0.0000001') })).toBe(1n);
    expect(meteredWh(wind, { importMwh: mwh('10') })).toBe(0n);
  });
});
