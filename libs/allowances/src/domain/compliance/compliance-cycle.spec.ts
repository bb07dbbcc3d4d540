import { type ChinaMonth } from '@carbon/kernel';
import { releasedPacks } from '@carbon/rules/domain';
import { type CarbonMarket, type Sector } from '../carbon-market';
import { complianceDates, complianceRules, depositDeadline } from './index';

const rulesOf = (market: CarbonMarket) => complianceRules(releasedPacks, market, '2026-11-21');
const rules = rulesOf('CN');
const datesOf = (dataYear: number, sector: Sector = 'power', market: CarbonMarket = 'CN') => {
  const { rules: decided, pack, ...dates } = complianceDates(rulesOf(market), { sector, dataYear });
  return { dates, certainty: pack.certainty, decided };
};

describe('the compliance cycle', () => {
  it.each([
    ['2026-01', '2026-03-12'],
    ['2026-02', '2026-04-09'],
    ['2026-12', '2027-02-09'],
    ['2024-01', '2024-03-11'],
  ])('AC-54 CYC-09 data of %s are deposited by %s, forty calendar days after the month', (month, day) => {
    expect(depositDeadline(rules, month as ChinaMonth)).toBe(day);
  });

  it('CYC-01 to CYC-08 power and the others in 2025 and 2026', () => {
    expect(datesOf(2024)).toMatchObject({
      certainty: 'F',
      dates: {
        annualReport: '2025-03-31',
        verification: '2025-06-30',
        preAllocation: '2025-04-20',
        approvalFiled: '2025-07-31',
        finalIssue: '2025-08-20',
        surrender: '2025-12-31',
        nextList: '2025-10-31',
        nextPlan: '2025-12-31',
      },
    });
    expect(datesOf(2024, 'steel').dates).toEqual({
      annualReport: '2025-06-30',
      verification: '2025-08-31',
      approvalFiled: '2025-09-30',
      finalIssue: '2025-10-20',
      surrender: '2025-12-31',
      nextList: '2025-10-31',
      nextPlan: '2025-12-31',
    });
    expect(datesOf(2025).dates).toMatchObject({ preAllocation: '2026-06-30', approvalFiled: '2026-09-20' });
    expect(datesOf(2025, 'cement').dates).toMatchObject({
      annualReport: '2026-03-31',
      verification: '2026-07-31',
      preAllocation: '2026-04-10',
      finalIssue: '2026-09-30',
    });
  });

  it('trap 17 the cycle of 2026 data is our own projection and says so', () => {
    expect(datesOf(2026)).toMatchObject({ certainty: 'X', dates: { surrender: '2027-12-31' } });
  });

  it.each([
    [2019, '2021-12-31', 'M+'],
    [2020, '2021-12-31', 'M+'],
    [2021, '2023-12-31', 'M+'],
    [2022, '2023-12-31', 'M+'],
    [2023, '2024-12-31', 'F'],
  ])('SUR-001 of %i only the day of surrender is known', (year, surrender, certainty) => {
    expect(datesOf(year)).toMatchObject({ dates: { surrender }, certainty });
    expect(Object.keys(datesOf(year).dates)).toEqual(['surrender']);
  });

  it('a sector or a year that the market does not cover is refused', () => {
    expect(() => datesOf(2023, 'steel')).toThrow('ALLOWANCES_NO_RULES');
    expect(() => datesOf(2025, 'building')).toThrow('ALLOWANCES_NO_RULES');
    expect(() => datesOf(2027)).toThrow('ALLOWANCES_NO_RULES');
    expect(() => datesOf(2018)).toThrow('ALLOWANCES_NO_RULES');
    expect(() => datesOf(2025, 'power', 'SZ')).toThrow('ALLOWANCES_NO_RULES');
    expect(() => depositDeadline(rulesOf('EU'), '2026-01')).toThrow('ALLOWANCES_NO_RULES');
  });

  it('a market of the European kind surrenders by 30 September', () => {
    expect(datesOf(2025, 'power', 'EU').dates.surrender).toBe('2026-09-30');
    expect(datesOf(2022, 'power', 'EU').dates.surrender).toBe('2023-04-30');
  });
});
