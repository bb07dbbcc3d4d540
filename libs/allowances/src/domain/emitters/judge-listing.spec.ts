import { releasedPacks } from '@carbon/rules/domain';
import { complianceRules } from '../compliance/index';
import { judgeAddition, judgeRemoval, latestRun, type ListingFacts } from './judge-listing';
import { keepsListOf } from './local-markets';

const rules = complianceRules(releasedPacks, 'CN', '2026-03-02');
const facts = (over: Partial<ListingFacts>): ListingFacts => ({
  ...{ emissionsT: [], listed: false, closed: false, national: false },
  ...over,
});

describe('ETS-004 additions', () => {
  it.each([
    [[26_000n], false, 'within-rule'],
    [[25_999n], false, 'against-rule'],
    [[30_000n, 25_999n], true, 'within-rule'],
    [[25_999n, 25_999n], true, 'against-rule'],
    [[25_999n, 26_000n], false, 'within-rule'],
  ] as const)('with %p, listed before: %s, is %s', (emissionsT, listed, verdict) => {
    expect(judgeAddition(rules, facts({ emissionsT, listed }))).toEqual({ verdict, rule: 'ETS-004' });
  });

  it('without verified figures, or in a market without a known threshold, nothing is judged', () => {
    expect(judgeAddition(rules, facts({}))).toEqual({ verdict: 'not-judged' });
    expect(judgeAddition(undefined, facts({ emissionsT: [99_000n] }))).toEqual({ verdict: 'not-judged' });
  });
});

describe('ETS-004 removals', () => {
  it.each([
    [[25_999n, 25_999n], 'within-rule'],
    [[26_000n, 25_999n], 'against-rule'],
    [[25_999n], 'against-rule'],
    [[40_000n], 'against-rule'],
  ] as const)('with %p is %s', (emissionsT, verdict) => {
    expect(judgeRemoval(rules, facts({ emissionsT, listed: true }))).toEqual({ verdict, rule: 'ETS-004' });
  });

  it('closing is enough, whatever was emitted', () => {
    expect(judgeRemoval(rules, facts({ emissionsT: [99_000n], closed: true })).verdict).toBe('within-rule');
  });
});

it('ETS-005 the national list goes before a local one, either way', () => {
  const national = facts({ emissionsT: [99_000n], national: true });
  expect(judgeAddition(rules, national)).toEqual({ verdict: 'against-rule', rule: 'ETS-005' });
  expect(judgeRemoval(rules, national)).toEqual({ verdict: 'within-rule', rule: 'ETS-005' });
});

it('ETS-004 only successive years count: a gap ends the run', () => {
  const years = [{ year: 2021 }, { year: 2024 }, { year: 2023 }];
  expect(latestRun(years).map(({ year }) => year)).toEqual([2023, 2024]);
  expect(latestRun([])).toEqual([]);
});

it('a province keeps the lists of its own pilots and its part of the national one', () => {
  expect(keepsListOf('SZ', '广东')).toBe(true);
  expect(keepsListOf('BJ', '浙江')).toBe(false);
  expect(keepsListOf('CN', '浙江')).toBe(true);
});
