import { Refusal } from '@carbon/kernel';
import { demoFile } from '../demo-file';
import { demoYear, readSources, readUnits, verifiedFile } from './figures';

const UNITS = 'enterprise,unit,class,generation_mwh,heat_gj,load_factor_percent,verified_emissions_t,basis';

function faultsOf(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.fields.map(({ field, rule }) => `${field} ${rule}`);
  }
}

describe('figures of the compliance year', () => {
  it('are those of the files, by enterprise', () => {
    expect(demoYear('E001').units).toEqual([
      expect.objectContaining({ id: '1', class: 'I', loadFactorPercent: '70', verifiedT: 2_451_900n }),
      expect.objectContaining({ id: '2', class: 'I', loadFactorPercent: '61.5', verifiedT: 2_390_450n }),
    ]);
    const steel = demoYear('E004');
    expect(steel.lines.reduce((sum, { verifiedT }) => sum + verifiedT, 0n)).toBe(2_345_678n);
    expect(steel.sources.filter(({ month }) => month === '')).toHaveLength(6);
    expect(demoYear('E005').sources).toHaveLength(24);
  });

  it('name their faults by row and column', () => {
    const rows = ['E001,1,V,3000000,1e6,70,2451900,invented', 'E001,2,I,1,1,1,2.5,published', 'E001,2'];
    expect(faultsOf(() => readUnits([UNITS, ...rows].join('\n')))).toEqual([
      ...['rows[2].class one-of', 'rows[2].heat_gj decimal'],
      ...['rows[3].verified_emissions_t whole', 'rows[3].basis label', 'rows[4] columns'],
    ]);
    expect(faultsOf(() => readUnits('enterprise,unit\nE001,1'))).toEqual(['rows[1] header']);
    expect(faultsOf(() => readSources(demoFile('verified-2023.csv')))).toEqual(['rows[1] header']);
  });

  it('of the year before are told as a file that an authority imports, without our labels', () => {
    const [header, ...rows] = verifiedFile().trimEnd().split('\n');
    expect(header).toBe(
      'enterprise,year,sector,verified_t,part,part_t,class,generation_mwh,heat_gj,load_factor_percent,output_t',
    );
    expect(rows).toHaveLength(5);
    expect(rows[0]).toBe('E001,2023,power,4800000,1,2430000,I,2975000,980000,70,');
  });
});
