import { releasedPacks } from '@carbon/rules/domain';
import fc from 'fast-check';
import type { Sector } from '../carbon-market';
import { allocateIndustry } from './allocate-industry';
import { allocationRules } from './allocation-rules';

const rulesOf = (year: number, sector: Sector = 'steel') =>
  allocationRules(releasedPacks, { market: 'CN', sector, year }, '2026-11-21');
const one = (emissionsT: bigint, intensity: string, balance: string) =>
  allocateIndustry(rulesOf(2026), [{ id: 'a', emissionsT, intensity }], balance).firms[0]!;

describe('allocation by the balance value', () => {
  it('AC-16 ALC-021 an intensity 5 % below the balance value', () => {
    expect(one(5_000_000n, '1.5200', '1.6000')).toEqual({
      id: 'a',
      deviationPercent: '5',
      coefficient: '0.0075',
      allowanceT: 5_037_500n,
    });
  });

  it.each([
    ['0.8000', '20', '0.03', 2_060_000n],
    ['0.8001', '19.99', '0.029985', 2_059_970n],
    ['0.5', '50', '0.03', 2_060_000n],
    ['1.2000', '-20', '-0.03', 1_940_000n],
    ['1.2500', '-25', '-0.03', 1_940_000n],
    ['1', '0', '0', 2_000_000n],
  ])('AC-18 ALC-021 intensity %s lies %s %% away: alpha %s, A %s', (intensity, x, alpha, allowanceT) => {
    expect(one(2_000_000n, intensity, '1')).toMatchObject({
      deviationPercent: x,
      coefficient: alpha,
      allowanceT,
    });
  });

  it('ALC-021 is rounded down at the end and on exact values', () => {
    // alpha = 0.15 (1.6 - 1.59)/1.6 = 0.0009375: 1,066 + 0.999375
    expect(one(1_066n, '1.59', '1.6').allowanceT).toBe(1_066n);
    // 3,100,000 (1.15 - 0.15 x 3 / 3.1) is a whole number that a rounded balance value would miss.
    expect(
      allocateIndustry(rulesOf(2026), [{ id: 'a', emissionsT: 3_100_000n, intensity: '1' }], {
        n: 31n,
        d: 30n,
      }).firms[0]!.allowanceT,
    ).toBe(3_115_000n);
  });

  it('AC-20 ALC-020 in 2024 everybody gets what was verified', () => {
    const answer = allocateIndustry(rulesOf(2024), [{ id: 'a', emissionsT: 2_345_678n }]);
    expect(answer).toEqual({
      firms: [{ id: 'a', coefficient: '0', allowanceT: 2_345_678n }],
      rules: ['ALC-020'],
    });
  });

  it.each([
    [2025, ['white-clinker', 'carbide-slag', 'gypsum-by-product'], '15'],
    [2026, ['white-clinker', 'carbide-slag', 'gypsum-by-product'], '30'],
  ])('ALC-025 special lines of cement in %i', (year, kinds, slag) => {
    const rules = rulesOf(year, 'cement');
    const special = rules.figure('special')!.value;
    expect(special.map(({ kind }) => kind)).toEqual(kinds);
    expect(special.find(({ kind }) => kind === 'carbide-slag')?.overPercent).toBe(slag);
    const answer = allocateIndustry(
      rules,
      kinds.map((kind) => ({ id: kind, emissionsT: 999n, special: kind })),
      '0.85',
    );
    expect(answer.firms.map(({ allowanceT }) => allowanceT)).toEqual([999n, 999n, 999n]);
    expect(answer.rules).toContain('ALC-025');
  });

  it('what cannot be calculated is refused', () => {
    const firm = { id: 'a', emissionsT: 1n, intensity: '1' };
    expect(() => allocateIndustry(rulesOf(2026), [firm])).toThrow('ALLOWANCES_NO_BALANCE');
    expect(() => allocateIndustry(rulesOf(2026), [firm], '0.00')).toThrow('ALLOWANCES_NO_BALANCE');
    expect(() => allocateIndustry(rulesOf(2026), [{ id: 'a', emissionsT: 1n }], '1')).toThrow(
      'ALLOWANCES_FIGURE_MISSING',
    );
    expect(() => allocateIndustry(rulesOf(2026), [{ ...firm, special: 'white-clinker' }], '1')).toThrow(
      'ALLOWANCES_SPECIAL_UNKNOWN',
    );
    expect(() => allocateIndustry(rulesOf(2024, 'power'), [firm], '1')).toThrow('ALLOWANCES_OTHER_METHOD');
  });

  it('ALC-021 a firm with the lower intensity never gets less, and nobody gains or loses more than 3 %', () => {
    const intensity = fc.integer({ min: 1, max: 30_000 }).map((n) => (n / 10_000).toFixed(4));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), intensity, intensity, intensity, (e, bp, a, b) => {
        const [low, high] = Number(a) < Number(b) ? [a, b] : [b, a];
        const [more, less] = [one(e, low, bp).allowanceT, one(e, high, bp).allowanceT];
        expect(more).toBeGreaterThanOrEqual(less);
        expect(more).toBeLessThanOrEqual((e * 103n) / 100n);
        expect(less).toBeGreaterThanOrEqual((e * 97n) / 100n);
      }),
    );
  });
});
