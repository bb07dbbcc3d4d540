import { releasedPacks } from '@carbon/rules/domain';
import fc from 'fast-check';
import { allocationRules } from './allocation-rules';
import { loadFactor } from './load-factor';

const curveOf = (year: number) =>
  allocationRules(releasedPacks, { market: 'CN', sector: 'power', year }, '2026-11-21').figure('load-factor')!
    .value;
const ff = (
  year: number,
  loadFactorPercent: string,
  unit: { class?: 'I' | 'II' | 'III' | 'IV'; heated?: boolean } = {},
) => loadFactor(curveOf(year), { class: 'I', heated: false, loadFactorPercent, ...unit }, 6);

describe('Ff', () => {
  it.each([
    ['20', '1.608868'],
    ['30', '1.281146'],
    ['35', '1.208366'],
    ['45', '1.126059'],
    ['49.99', '1.100321'],
    ['50', '1.000000'],
    ['100', '1.000000'],
  ])('AC-10 ALC-003 at %s %% it is %s in 2025 and 2026', (percent, factor) => {
    expect(ff(2025, percent)).toBe(factor);
    expect(ff(2026, percent, { class: 'II', heated: true })).toBe(factor);
  });

  it.each([
    ['60', '1.061364'],
    ['64.999999999999', '1.045678'],
    ['65', '1.000000'],
    ['0', '1.268986'],
  ])('AC-02 ALC-002 at %s %% it is %s in 2023 and 2024', (percent, factor) => {
    expect(ff(2023, percent)).toBe(factor);
    expect(ff(2024, percent, { class: 'II' })).toBe(factor);
  });

  it('trap 4: the load factor is a fraction in the power of 2023-24 and percent in the exponentials of 2025-26', () => {
    // The other way round the power would be 1.015^(16 - 1200) and the exponentials almost 1 short of the constant.
    expect(Number(ff(2024, '60'))).toBeCloseTo(1.015 ** (16 - 20 * 0.6), 6);
    expect(Number(ff(2026, '45'))).toBeCloseTo(
      7.254 - 0.633 * (1 - Math.exp(-45 / 29.822)) - 5.643 * (1 - Math.exp(-45 / 6.871)),
      6,
    );
  });

  it('trap 4: the step at the bound is kept', () => {
    expect(Number(ff(2024, '64.999')) - Number(ff(2024, '65'))).toBeGreaterThan(0.045);
    expect(Number(ff(2026, '49.999')) - Number(ff(2026, '50'))).toBeGreaterThan(0.1);
  });

  it.each(['III', 'IV'] as const)('ALC-002 class %s has none, and needs no load factor', (unitClass) => {
    expect(loadFactor(curveOf(2024), { class: unitClass, heated: false }, 6)).toBe('1.000000');
    expect(ff(2026, '20', { class: unitClass })).toBe('1.000000');
    expect(() => loadFactor(curveOf(2024), { class: 'I', heated: false }, 6)).toThrow(RangeError);
  });

  it.each([
    ['85', '1.000000'],
    ['82', '1.004200'],
    ['80', '1.007000'],
    ['77', '1.011800'],
    ['75', '1.015000'],
    ['74.9999999', '1.015000'],
    ['60', '1.061364'],
  ])('ALC-005 at %s %% it is %s in 2019 to 2022, without a step', (percent, factor) => {
    expect(ff(2020, percent)).toBe(factor);
    expect(ff(2022, percent, { heated: true })).toBe(factor);
  });

  it('ALC-005 in 2019-20 units that supply heat have none', () => {
    expect(ff(2020, '60', { heated: true })).toBe('1.000000');
  });

  it('a unit that runs more never has a higher factor', () => {
    const percent = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => (hundredths / 100).toFixed(2));
    fc.assert(
      fc.property(fc.constantFrom(2020, 2022, 2024, 2026), percent, percent, (year, one, other) => {
        const [less, more] = Number(one) < Number(other) ? [one, other] : [other, one];
        expect(Number(ff(year, less))).toBeGreaterThanOrEqual(Number(ff(year, more)));
      }),
      { numRuns: 200 },
    );
  });
});
