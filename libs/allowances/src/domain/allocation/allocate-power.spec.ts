import { releasedPacks } from '@carbon/rules/domain';
import fc from 'fast-check';
import { allocatePower } from './allocate-power';
import type { AllocationUnit } from './allocation';
import { allocationRules } from './allocation-rules';

const rulesOf = (year: number) =>
  allocationRules(releasedPacks, { market: 'CN', sector: 'power', year }, '2026-11-21');
const unit = (changes: Partial<AllocationUnit>): AllocationUnit => ({
  id: 'unit-1',
  class: 'I',
  generationMwh: '3000000',
  heatGj: '0',
  loadFactorPercent: '70',
  ...changes,
});
const one = (year: number, changes: Partial<AllocationUnit>) => {
  const { units, ...entity } = allocatePower(rulesOf(year), [unit(changes)]);
  return { ...units[0]!, entity };
};

describe('allocation of the power sector', () => {
  it('AC-01 ALC-001 a large coal unit at 70 %', () => {
    expect(one(2024, { heatGj: '1000000' })).toMatchObject({
      loadFactor: '1.000000',
      generationPart: 2_373_000n,
      heatPart: 103_300n,
      initialT: 2_476_300n,
      approvedT: 2_476_300n,
    });
  });

  it('AC-02 ALC-002 the same at 60 %', () => {
    expect(one(2024, { heatGj: '1000000', loadFactorPercent: '60' })).toMatchObject({
      loadFactor: '1.061364',
      generationPart: 2_518_616n,
      initialT: 2_621_916n,
    });
  });

  it('AC-04 ALC-002 unconventional coal has no load factor', () => {
    expect(one(2024, { class: 'III', generationMwh: '800000', loadFactorPercent: '50' })).toMatchObject({
      loadFactor: '1.000000',
      approvedT: 659_520n,
    });
  });

  it('AC-06 ALC-001 gas that emitted less than its benchmark gets the benchmark', () => {
    expect(
      one(2024, { class: 'IV', generationMwh: '900000', heatGj: '250000', verifiedT: 300_000n }),
    ).toMatchObject({ approvedT: 309_245n, exempt: false, entity: { gapPercent: '0.00', topUpT: 0n } });
  });

  it('AC-08 ALC-003 a small coal unit of the 2026 draft at 45 %', () => {
    expect(
      one(2026, { class: 'II', generationMwh: '1200000', heatGj: '500000', loadFactorPercent: '45' }),
    ).toMatchObject({ loadFactor: '1.126059', approvedT: 1_130_039n });
  });

  /** Generation that a benchmark turns into so many tonnes. */
  const coal700 = { id: 'coal', class: 'III', generationMwh: '849102.3775', verifiedT: 1_000_000n } as const;
  const gas100 = { id: 'gas', class: 'IV', generationMwh: '304136.2531', verifiedT: 150_000n } as const;

  it('AC-11 ALC-007 then ALC-008 gas is made whole first, then the enterprise is topped up to 80 %', () => {
    const answer = allocatePower(rulesOf(2024), [unit(coal700), unit(gas100)]);
    expect(answer.units.map(({ initialT }) => initialT)).toEqual([700_000n, 100_000n]);
    expect(answer.units.map(({ approvedT }) => approvedT)).toEqual([700_000n, 150_000n]);
    expect(answer).toMatchObject({
      initialT: 850_000n,
      verifiedT: 1_150_000n,
      topUpT: 70_000n,
      approvedT: 920_000n,
      gapPercent: '26.09',
      gapAfterPercent: '20.00',
    });
    expect(answer.rules).toEqual(expect.arrayContaining(['ALC-001', 'ALC-007', 'ALC-008']));
  });

  it('AC-12 ALC-004 the top-up is rounded down', () => {
    expect(allocatePower(rulesOf(2024), [unit({ ...coal700, verifiedT: 1_000_003n })])).toMatchObject({
      initialT: 700_000n,
      gapPercent: '30.00',
      topUpT: 100_002n,
      approvedT: 800_002n,
    });
  });
});

describe('allocation of the power sector, in its parts', () => {
  it('trap 5: the exemption of gas comes before the cap of the entity, so that both are not given twice', () => {
    const gas = unit({ id: 'gas', class: 'IV', generationMwh: '304136.2531', verifiedT: 150_000n });
    expect(allocatePower(rulesOf(2024), [gas])).toMatchObject({
      initialT: 150_000n,
      topUpT: 0n,
      approvedT: 150_000n,
    });
  });

  it('ALC-007 coal has no exemption of a unit', () => {
    expect(one(2024, { generationMwh: '1000000', verifiedT: 900_000n })).toMatchObject({
      initialT: 791_000n,
      approvedT: 791_000n,
      exempt: false,
    });
  });

  it('ALC-008 at exactly 80 % there is no top-up', () => {
    expect(one(2024, { generationMwh: '1000000', verifiedT: 988_750n }).entity).toMatchObject({
      topUpT: 0n,
      gapPercent: '20.00',
    });
    expect(one(2024, { generationMwh: '1000000', verifiedT: 988_752n }).entity).toMatchObject({
      topUpT: 1n,
      approvedT: 791_001n,
      gapPercent: '20.00',
    });
  });

  it('without verified emissions of every unit neither gap nor top-up is known', () => {
    const partly = allocatePower(rulesOf(2024), [
      unit({ id: 'a' }),
      unit({ id: 'b', class: 'IV', generationMwh: '1', verifiedT: 5n }),
    ]);
    expect(partly).toMatchObject({ initialT: 2_373_005n, approvedT: 2_373_005n, topUpT: 0n });
    expect(partly).not.toHaveProperty('verifiedT');
    expect(partly).not.toHaveProperty('gapPercent');
  });

  it('ALC-004 each part is rounded down by itself', () => {
    expect(one(2024, { generationMwh: '1', heatGj: '9' })).toMatchObject({
      generationPart: 0n,
      heatPart: 0n,
      initialT: 0n,
    });
  });

  it('ALC-005 2019 to 2022: electricity supplied, cooling, heat ratio', () => {
    const changes = {
      suppliedMwh: '1000000',
      heatGj: '500000',
      loadFactorPercent: '90',
      airCooled: true,
      heatRatioPercent: '20',
    };
    // 1,000,000 x 0.8177 x 1.05 x (1 - 0.22 x 0.2) = 820,807.26; 500,000 x 0.1105
    expect(one(2022, changes)).toMatchObject({ generationPart: 820_807n, heatPart: 55_250n });
    // 1,000,000 x 0.392 x (1 - 0.6 x 0.2); 500,000 x 0.059
    expect(one(2020, { ...changes, class: 'IV', airCooled: false })).toMatchObject({
      generationPart: 344_960n,
      heatPart: 29_500n,
    });
    expect(() => one(2021, {})).toThrow('suppliedMwh');
  });

  it.each([2019, 2020, 2021, 2022])('ALC-007 ALC-008 the relief holds in %i too', (year) => {
    const supplied = { suppliedMwh: '1000', loadFactorPercent: '90', heatRatioPercent: '0' };
    const gas = unit({ ...supplied, id: 'gas', class: 'IV', verifiedT: 500n });
    const coal = unit({ ...supplied, id: 'coal', class: 'I', verifiedT: 2_000n });
    const answer = allocatePower(rulesOf(year), [gas, coal]);
    expect(answer.units[0]).toMatchObject({ exempt: true, approvedT: 500n });
    expect(answer).toMatchObject({ approvedT: 2_000n, gapAfterPercent: '20.00' });
    expect(rulesOf(year).notes).toHaveLength(2);
  });

  it('ALC-001 heat has the benchmark of its fuel', () => {
    expect(one(2024, { heatGj: '1000000', heatFuel: 'gas' }).heatPart).toBe(53_300n);
    expect(one(2024, { class: 'IV', heatGj: '1000000', heatFuel: 'coal' }).heatPart).toBe(103_300n);
  });

  it('ALC-013 a special unit of the draft gets what it emitted', () => {
    const special = { special: 'biomass', verifiedT: 123_456n };
    expect(one(2025, special)).toMatchObject({ generationPart: 0n, initialT: 123_456n, approvedT: 123_456n });
    expect(one(2025, special).entity.rules).toContain('ALC-013');
    expect(() => one(2025, { special: 'biomass' })).toThrow('ALLOWANCES_FIGURE_MISSING');
    expect(() => one(2025, { ...special, special: 'nuclear' })).toThrow('ALLOWANCES_SPECIAL_UNKNOWN');
    expect(() => one(2024, special)).toThrow('ALLOWANCES_SPECIAL_UNKNOWN');
  });

  it('ALC-001 to ALC-008 as whole numbers would have it', () => {
    const digits = (most: number) => fc.bigInt({ min: 0n, max: BigInt(most) });
    const made = fc.record({
      class: fc.constantFrom('I', 'II', 'III', 'IV'),
      kwh: digits(10_000_000_000),
      heatKj: digits(10_000_000_000),
      percent: fc.integer({ min: 0, max: 100 }),
      verifiedT: digits(20_000_000),
    });
    const milli = (amount: bigint) => `${amount / 1000n}.${(amount % 1000n).toString().padStart(3, '0')}`;
    const electricity = { I: 7_910n, II: 8_049n, III: 8_244n, IV: 3_288n };
    fc.assert(
      fc.property(fc.array(made, { minLength: 1, maxLength: 5 }), (list) => {
        const answer = allocatePower(
          rulesOf(2024),
          list.map(({ kwh, heatKj, percent, ...rest }, at) => ({
            id: String(at),
            generationMwh: milli(kwh),
            heatGj: milli(heatKj),
            loadFactorPercent: String(percent),
            ...rest,
          })),
        );
        const approved = list.map(({ class: unitClass, kwh, heatKj, verifiedT }, at) => {
          const ff = BigInt(answer.units[at]!.loadFactor.replace('.', ''));
          const initial =
            (kwh * electricity[unitClass] * ff) / 10n ** 13n +
            (heatKj * (unitClass === 'IV' ? 533n : 1_033n)) / 10n ** 7n;
          return unitClass === 'IV' && verifiedT > initial ? verifiedT : initial;
        });
        const [initial, verified] = [approved, list.map(({ verifiedT }) => verifiedT)].map((amounts) =>
          amounts.reduce((sum, amount) => sum + amount, 0n),
        ) as [bigint, bigint];
        const least = (verified * 8n) / 10n;
        expect(answer.units.map(({ approvedT }) => approvedT)).toEqual(approved);
        expect(answer.approvedT).toBe(initial < least ? least : initial);
        expect(answer.initialT + answer.topUpT).toBe(answer.approvedT);
      }),
      { numRuns: 200 },
    );
  });
});
