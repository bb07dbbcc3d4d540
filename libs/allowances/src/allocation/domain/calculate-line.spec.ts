import { releasedPacks } from '@carbon/rules/domain';
import { allocationRules, solveBalance } from '../../domain/allocation/index';
import type { Sector, VerifiedFigures } from '../../domain/index';
import { adjustFigures } from './adjust-figures';
import { balancedFirms, calculateLine, firmsOf } from './calculate-line';

const rulesOf = (sector: Sector, year: number) =>
  allocationRules(releasedPacks, { market: 'CN', sector, year }, '2026-07-01');

const figures = (over: Partial<VerifiedFigures> = {}): VerifiedFigures => ({
  ...{ market: 'CN', year: 2024, holderId: 'firm', sector: 'power', province: '浙江', verifiedT: 0n },
  ...{ units: [], lines: [], source: 'import:test' },
  ...over,
});
const UNIT = {
  ...{ id: 'U1', class: 'I' as const, generationMwh: '3000000', heatGj: '1000000', loadFactorPercent: '70' },
  verifiedT: 2_400_000n,
};

describe('a line of allocation', () => {
  it('ALC-009 before verification each unit gets its share of last year, rounded down by itself', () => {
    const last = figures({
      year: 2023,
      verifiedT: 2_001n,
      units: [
        { ...UNIT, verifiedT: 1_001n },
        { ...UNIT, id: 'U2', verifiedT: 1_000n },
      ],
    });
    const line = calculateLine(rulesOf('power', 2024), { phase: 'pre' }, last);
    expect(line).toMatchObject({
      amountT: 1_400n,
      steps: {
        units: [
          { id: 'U1', preAllocatedT: 700n },
          { id: 'U2', preAllocatedT: 700n },
        ],
      },
    });
    const whole = calculateLine(rulesOf('power', 2024), { phase: 'pre' }, figures({ verifiedT: 2_001n }));
    expect(whole.amountT).toBe(1_400n);
  });

  it('ALC-001 after it every unit’s figures are told', () => {
    const line = calculateLine(rulesOf('power', 2024), { phase: 'final' }, figures({ units: [UNIT] }));
    expect(line).toMatchObject({
      amountT: 2_476_300n,
      steps: { units: [{ generationPart: 2_373_000n, heatPart: 103_300n }], topUpT: 0n },
    });
  });

  it('ALC-025 special lines stand by themselves and have no part in the balance value', () => {
    const rules = rulesOf('cement', 2025);
    const cement = figures({
      ...{ sector: 'cement', year: 2025, verifiedT: 1_000n },
      lines: [
        { id: 'K1', emissionsT: 600n, outputT: '750' },
        { id: 'K2', emissionsT: 400n, outputT: '900', special: 'white-clinker' },
      ],
    });
    expect(firmsOf(rules, cement)).toEqual([
      { id: 'K2', emissionsT: 400n, special: 'white-clinker' },
      { id: 'firm', emissionsT: 600n, intensity: '0.8' },
    ]);
    expect(solveBalance(rules, balancedFirms(rules, [cement]))).toBe('0.8');
    expect(calculateLine(rules, { phase: 'final', balance: '0.8' }, cement).amountT).toBe(1_000n);
  });

  it('ALC-023 what cannot be calculated is a fault of the line and stops no other', () => {
    const steel = figures({ sector: 'steel', year: 2025, verifiedT: 10n });
    const line = calculateLine(rulesOf('steel', 2025), { phase: 'final', balance: '1.6' }, steel);
    expect(line).toMatchObject({ amountT: 0n, fault: { code: 'ALLOWANCES_FIGURE_MISSING' } });
  });
});

describe('adjusted inputs', () => {
  it('take the place of verified ones, in the order they were set', () => {
    const set = (field: string, value: string) => ({ unit: 'U1', field, value });
    const adjusted = adjustFigures(figures({ units: [UNIT] }), [
      set('loadFactorPercent', '58.5'),
      set('loadFactorPercent', '60'),
      set('special', 'emergency-reserve'),
      set('class', 'II'),
    ]);
    expect(adjusted.units).toEqual([
      { ...UNIT, loadFactorPercent: '60', special: 'emergency-reserve', class: 'II' },
    ]);
    const plain = adjustFigures(adjusted, [set('special', '')]);
    expect(plain.units[0]).not.toHaveProperty('special');
  });

  it.each([
    ['U2', 'loadFactorPercent', '60'],
    ['U1', 'verifiedT', '1'],
    ['U1', 'outputT', '1'],
    ['U1', 'class', 'V'],
    ['U1', 'heatGj', '-1'],
    ['K1', 'heatGj', '1'],
  ])('%s %s = %s is none: emissions are corrected by verification alone', (unit, field, value) => {
    const of = figures({ units: [UNIT], lines: [{ id: 'K1', emissionsT: 1n, outputT: '1' }] });
    expect(() => adjustFigures(of, [{ unit, field, value }])).toThrow('ALLOCATION_INPUT_UNKNOWN');
  });
});
