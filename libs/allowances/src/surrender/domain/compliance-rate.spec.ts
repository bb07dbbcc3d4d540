import { complianceRate } from './compliance-rate';
import { blankYear, complianceLine, type ObligationYear } from './compliance-status';

const line = (over: Partial<ObligationYear> = {}) =>
  complianceLine([
    { ...blankYear('h', 2024), listed: 'listed', verified: true, dueT: 10n, surrenderedT: 10n, ...over },
  ]);

describe('S02 compliance rate', () => {
  it('counts those who met their year; one of 750 missing is 99.86 and not 99.87', () => {
    const lines = [...Array.from({ length: 749 }, () => line()), line({ surrenderedT: 9n })];
    expect(complianceRate(lines, () => true)).toMatchObject({
      ...{ obliged: 750, fulfilled: 749, inTime: 749, missing: 0, ratePercent: '99.86' },
      ...{ dueT: 7_500n, surrenderedT: 7_499n, shortfallT: 1n },
    });
  });

  it('missing emissions are no compliance; late compliance is not in time; strangers do not count', () => {
    const lines = [line(), line({ verified: false, dueT: 0n, surrenderedT: 0n }), line({ year: 2024 })];
    const stranger = complianceLine([blankYear('x', 2024)]);
    expect(complianceRate([...lines, stranger], (one) => one === lines[0])).toMatchObject({
      ...{ obliged: 3, fulfilled: 2, inTime: 1, missing: 1, ratePercent: '66.66', inTimePercent: '33.33' },
    });
  });

  it('of nobody there is no rate', () => {
    expect(complianceRate([], () => true).ratePercent).toBeUndefined();
  });
});
