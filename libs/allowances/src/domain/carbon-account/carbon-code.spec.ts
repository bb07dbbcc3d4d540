import { releasedPacks } from '@carbon/rules/domain';
import { Decimal } from 'decimal.js';
import type { VerifiedFigures } from '../verified';
import { accountRules } from './account-rules';
import { carbonCode, outputOf } from './carbon-code';

const rules = accountRules(releasedPacks, '2026-11-21');
const firm = (emissionsT: string, output: string) => ({
  emissionsT: new Decimal(emissionsT),
  output: new Decimal(output),
});
/** The mean of these is one tonne for each unit, whatever `own` is. */
const sectorOf = (own: ReturnType<typeof firm>) => [
  own,
  { emissionsT: own.output.times(2).minus(own.emissionsT), output: own.output },
  firm('500', '500'),
];

describe('carbon code (S06)', () => {
  it.each([
    ['600', 'A'],
    ['600.0001', 'B'],
    ['900', 'B'],
    ['1000', 'C'],
    ['1100', 'C'],
    ['1100.01', 'D'],
    ['1500', 'D'],
    ['1500.01', 'E'],
  ])('S06 %s t for 1,000 units against a mean of one is %s', (emissions, grade) => {
    const own = firm(emissions, '1000');
    expect(carbonCode(rules, own, sectorOf(own))).toMatchObject({ grade, sectorMean: '1.000000', firms: 3 });
  });

  it('S06 the mean is weighted by output, not the mean of intensities', () => {
    const own = firm('100', '100');
    const code = carbonCode(rules, own, [own, firm('10', '100'), firm('9700', '9800')]);
    expect(code).toMatchObject({ sectorMean: '0.981000', percentOfMean: '101.94' });
  });

  it('S06 a sector of two firms has no code, for one would learn the figures of the other', () => {
    const own = firm('100', '100');
    expect(carbonCode(rules, own, [own, firm('90', '100')])).toBeUndefined();
    expect(carbonCode(rules, undefined, sectorOf(own))).toBeUndefined();
  });

  it('S06 output is power of stations and product of lines; without any there is none', () => {
    const year: VerifiedFigures = {
      ...{ market: 'CN', year: 2025, holderId: '', province: null, source: '' },
      sector: 'steel' as const,
      ...{ verifiedT: 100n, units: [], lines: [{ id: '1', emissionsT: 100n, outputT: '50.5' }] },
    };
    expect(outputOf(year)?.output.toFixed()).toBe('50.5');
    expect(outputOf({ ...year, lines: [] })).toBeUndefined();
  });

  it('INV-10 the edges are data, and our own', () => {
    expect(rules.pack).toEqual({ id: 'carbon-account', version: '2026.1', certainty: 'X' });
  });
});
