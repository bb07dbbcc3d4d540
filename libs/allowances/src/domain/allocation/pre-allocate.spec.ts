import { releasedPacks } from '@carbon/rules/domain';
import type { Sector } from '../carbon-market';
import { allocationRules } from './allocation-rules';
import { preAllocate, preAllocationRule } from './pre-allocate';

const rulesOf = (year: number, sector: Sector = 'power') =>
  allocationRules(releasedPacks, { market: 'CN', sector, year }, '2026-11-21');

describe('ALC-009 what is given before approval', () => {
  it('ALC-004 is rounded down, as in the example of the source: 1789.70 gives 1789', () => {
    expect(preAllocate(rulesOf(2025), '3579.40')).toBe(1_789n);
    expect(preAllocate(rulesOf(2025), 3_579n)).toBe(1_789n);
  });

  it.each([
    [2023, 'power', 700_000n, 'F', false],
    [2024, 'power', 700_000n, 'F', false],
    [2025, 'power', 500_000n, 'D', true],
    [2026, 'cement', 500_000n, 'D', true],
    [2025, 'steel', 500_000n, 'X', true],
    [2024, 'steel', 0n, 'E', false],
  ] as const)('of %i, %s: %s, certainty %s', (year, sector, given, certainty, atMost) => {
    const rules = rulesOf(year, sector);
    expect(preAllocate(rules, 1_000_001n)).toBe(given);
    expect(preAllocationRule(rules)).toMatchObject({ atMost, reference: { certainty } });
  });

  it('a year of which no share is known is refused', () => {
    expect(() => preAllocate(rulesOf(2022), 1n)).toThrow('ALLOWANCES_NO_RULES');
  });
});
