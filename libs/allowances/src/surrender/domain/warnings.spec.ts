import { isLocal } from './market-region';
import { moneyOfOffer } from './money-at-risk';
import { blankYear, complianceLine } from './compliance-status';
import { daysBetween } from '@carbon/kernel';
import { warningsOf } from './warnings';

const line = complianceLine([
  { ...blankYear('h', 2023), listed: 'listed' },
  {
    ...blankYear('h', 2024),
    ...{ listed: 'listed', verified: true, dueT: 100n, surrenderedT: 40n, pendingAllowancesT: 10n },
  },
]);

describe('what to know of an obligation', () => {
  it('counts days on the calendar of China, the last day included', () => {
    expect(daysBetween('2025-12-31', '2025-12-31')).toBe(0);
    expect(daysBetween('2025-11-30', '2025-12-31')).toBe(31);
    expect(daysBetween('2026-01-01', '2025-12-31')).toBe(-1);
  });

  it('names what is missing, what is left of time, what is under review and rules that may change (trap 17)', () => {
    const rules = (today: '2025-12-01' | '2026-01-02', certainty: 'F' | 'D') =>
      warningsOf(line, { today, deadline: '2025-12-31', certainty }).map(({ rule }) => rule);
    expect(rules('2025-12-01', 'F')).toEqual(['REG-011', 'SUR-001', 'SUR-012']);
    expect(rules('2026-01-02', 'D')).toEqual(['REG-011', 'PEN-001', 'SUR-012', 'SUR-014']);
  });

  it('money is exact and rounds half up', () => {
    const units = { shortfallT: 3n, allowancesT: 10n, creditsT: 2n };
    expect(moneyOfOffer(units, { allowance: '81.975', credit: '60' })).toEqual({
      ...{ toBuy: '245.93', offered: '939.75', savedByCredits: '43.95' },
    });
    expect(moneyOfOffer(units, { allowance: '80' })).toEqual({ toBuy: '240.00', offered: '800.00' });
  });

  it('units are local only where both regions are known', () => {
    expect(isLocal('GD', '44')).toBe(true);
    expect(isLocal('GD', '35')).toBe(false);
    expect(isLocal('GD', undefined)).toBeUndefined();
    expect(isLocal('CN', '44')).toBeUndefined();
    expect(isLocal('__proto__', '44')).toBeUndefined();
  });
});
