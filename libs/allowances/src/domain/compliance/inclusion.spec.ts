import { releasedPacks } from '@carbon/rules/domain';
import { complianceRules, inclusionRule, judgeInclusion, objectionRule, retentionRule } from './index';

const rules = complianceRules(releasedPacks, 'CN', '2026-11-21');
const judged = (emissionsT: bigint[], listed: boolean, closed = false) =>
  judgeInclusion(rules, { emissionsT, listed, closed });

describe('the list of key emitters', () => {
  it('ETS-004 26,000 t enters, one tonne less does not', () => {
    expect(inclusionRule(rules)).toMatchObject({ thresholdT: 26_000n, yearsBelow: 2, rules: ['ETS-004'] });
    expect(judged([26_000n], false)).toBe('enters');
    expect(judged([25_999n], false)).toBe('not-covered');
  });

  it('ETS-004 two successive years below, or closing, remove', () => {
    expect(judged([30_000n, 25_999n], true)).toBe('stays');
    expect(judged([25_999n, 25_999n], true)).toBe('leaves');
    expect(judged([25_999n, 26_000n, 25_999n], true)).toBe('stays');
    expect(judged([25_999n, 25_999n, 26_000n], true)).toBe('stays');
    expect(judged([25_999n], true)).toBe('stays');
    expect(judged([30_000n], true, true)).toBe('leaves');
    expect(judged([], false, true)).toBe('not-covered');
  });

  it('ETS-013 ETS-014 times of objections, and of keeping records', () => {
    expect(objectionRule(rules)).toMatchObject({ withinWorkingDays: 7, decisionWorkingDays: 10 });
    expect(retentionRule(rules)).toMatchObject({ years: 5, pack: { certainty: 'F' } });
    expect(() => inclusionRule(complianceRules(releasedPacks, 'HB', '2026-11-21'))).toThrow(
      'ALLOWANCES_NO_RULES',
    );
  });
});
