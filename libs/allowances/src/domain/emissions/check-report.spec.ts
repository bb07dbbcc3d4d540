import type { ChinaDate, ChinaMonth } from '@carbon/kernel';
import { releasedPacks } from '@carbon/rules/domain';
import { calculateEmissions } from './calculate-emissions';
import { checkReport } from './check-report';
import { FactorLibrary } from './factor-pack';
import type { ReportContent, ReportedFlow, ReportedUnit } from './report-content';
import type { CheckFacts } from './report-check';
import { reportRules } from './report-rules';

const ASOF: ChinaDate = '2026-03-02';
const MONTHS = Array.from({ length: 12 }, (_, at) => `2025-${String(at + 1).padStart(2, '0')}` as ChinaMonth);
const unit: ReportedUnit = {
  ...{ id: '1', class: 'I', generationMwh: '240000', heatGj: '0', loadFactorPercent: '70' },
};
const coal = (month: ChinaMonth, more: Partial<ReportedFlow> = {}): ReportedFlow => ({
  ...{ part: '1', stream: 'fuel', material: 'coal', unit: 't', amount: '10000', month },
  ...{ ncv: '20', ncvUnit: 'GJ/t', carbon: '26.1', carbonUnit: 'tC/TJ', oxidationPercent: '99' },
  ...{ evidence: 'a'.repeat(64), ...more },
});
/** A flow with some of its figures left out. */
const without = (flow: ReportedFlow, ...names: readonly (keyof ReportedFlow)[]): ReportedFlow =>
  Object.fromEntries(Object.entries(flow).filter(([name]) => !names.some((one) => one === name))) as never;
const whole = { units: [unit], lines: [], flows: MONTHS.map((month) => coal(month)) };

function checks(content: ReportContent, facts: Partial<CheckFacts> = {}): string[] {
  const result = calculateEmissions(releasedPacks, { sector: 'power', year: 2025, asOf: ASOF }, content);
  const report = { year: 2025, content, result, facts: { expectedParts: ['1'], deposits: [], ...facts } };
  const library = new FactorLibrary(releasedPacks, ASOF, 2025);
  return checkReport(report, library, reportRules(releasedPacks, ASOF)).map(
    ({ severity, code, field }) => `${severity} ${code} ${field}`,
  );
}

describe('completeness', () => {
  it('CYC-01 a whole report of measured figures lacks nothing', () => {
    expect(checks(whole)).toEqual([]);
  });

  it('CYC-09 a source reported by months has all of them', () => {
    expect(checks({ ...whole, flows: whole.flows.slice(1) })).toEqual([
      'error months-missing flows[0].month',
    ]);
  });

  it('every unit that is filed is reported, none that is not', () => {
    expect(checks(whole, { expectedParts: ['1', '2'] })).toEqual(['error unit-not-reported units']);
    expect(checks(whole, { expectedParts: ['3'] })).toEqual([
      'error unit-not-reported units',
      'error unit-unknown units[0].id',
    ]);
    expect(checks({ ...whole, units: [unit, { ...unit, id: '2' }] }, { expectedParts: ['1', '2'] })).toEqual([
      'error no-data units[1]',
      'warning intensity-implausible units[1].generationMwh',
    ]);
  });

  it('ETS-014 an own figure needs its document, a default is shown', () => {
    const [first = coal('2025-01'), ...rest] = whole.flows;
    const bare = without(first, 'evidence');
    expect(checks({ ...whole, flows: [bare, ...rest] })).toEqual([
      'error evidence-missing flows[0].evidence',
    ]);
    const usual = without(first, 'carbon', 'carbonUnit');
    expect(checks({ ...whole, flows: [usual, ...rest] })).toEqual(['warning default-used flows[0].carbon']);
  });
});

describe('plausibility', () => {
  it('S27 a change of more than the bound from the year before is asked about', () => {
    // 227,383.2 t are 227,383
    expect(checks(whole, { lastYearT: 227_383n })).toEqual([]);
    expect(checks(whole, { lastYearT: 190_000n })).toEqual([]);
    expect(checks(whole, { lastYearT: 189_000n })).toEqual(['warning year-trend total']);
  });

  it('S27 what was deposited for a month stands beside what is reported', () => {
    const deposit = (amount: string) =>
      ({ part: '1', month: '2025-03' as ChinaMonth, stream: 'fuel', unit: 't', amount }) as const;
    expect(checks(whole, { deposits: [deposit('10000')] })).toEqual([]);
    expect(checks(whole, { deposits: [deposit('9500')] })).toEqual([
      'warning deposit-differs flows[2].amount',
    ]);
    expect(checks(whole, { deposits: [deposit('0')] })).toEqual(['warning deposit-differs flows[2].amount']);
  });

  it('2E 1, 3, 4 emissions and electricity that cannot belong together', () => {
    expect(checks({ ...whole, units: [{ ...unit, generationMwh: '24000' }] })).toEqual([
      'warning intensity-implausible units[0].generationMwh',
    ]);
    expect(checks({ ...whole, units: [{ ...unit, loadFactorPercent: '100.1' }] })).toEqual([
      'warning load-factor-implausible units[0].loadFactorPercent',
    ]);
  });

  it('2E 9 two oxidation rates of one fuel; 2C a carbon content far from the default', () => {
    const flows = whole.flows.map((flow, at) => (at === 4 ? { ...flow, oxidationPercent: '95' } : flow));
    expect(checks({ ...whole, flows })).toEqual(['warning oxidation-differs flows[4].oxidationPercent']);
    const low = whole.flows.map((flow, at) => (at === 6 ? { ...flow, carbon: '23.7' } : flow));
    expect(checks({ ...whole, flows: low })).toEqual(['warning carbon-implausible flows[6].carbon']);
  });
});
