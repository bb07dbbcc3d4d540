import { releasedPacks } from '@carbon/rules/domain';
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
