import type { ChinaDate } from '@carbon/kernel';
import { gecPackAt } from '../domain/rules/gec';
import { judgeYears, refuseBadPeriod } from './judge-period';

const TODAY = '2026-03-10';
const pack = gecPackAt(TODAY);
const period = (consumptionStart: ChinaDate, consumptionEnd: ChinaDate) => ({
  consumptionStart,
  consumptionEnd,
});
const refused = (start: ChinaDate, end: ChinaDate, rule: string) => {
  expect(() => {
    refuseBadPeriod(period(start, end), TODAY, pack);
  }).toThrow(expect.objectContaining({ fields: [expect.objectContaining({ rule }) as object] }) as Error);
};
const taken = (start: ChinaDate, end: ChinaDate) => {
  expect(() => {
    refuseBadPeriod(period(start, end), TODAY, pack);
  }).not.toThrow();
};

describe('the period of a claim', () => {
  it('GEC-014 runs forward, has begun, and ends with this year at the latest', () => {
    refused('2026-02-01', '2026-01-31', 'order');
    refused('2026-03-11', '2026-03-11', 'future');
    refused('2026-01-01', '2027-01-01', 'future');
    refused('2001-01-01', '2099-12-31', 'future');
    taken('2026-01-01', '2026-12-31');
    taken('2026-03-10', '2026-03-10');
  });

  it('GEC-015 is of one calendar year as soon as it touches a year the rule binds', () => {
    refused('2025-12-31', '2026-01-01', 'year');
    refused('2001-01-01', '2026-12-31', 'year');
    taken('2024-07-01', '2025-12-31');
  });

  it('GEC-014 of earlier years has 24 months at most', () => {
    taken('2024-01-01', '2025-12-31');
    refused('2023-12-31', '2025-12-31', 'length');
    taken('2023-12-31', '2025-12-30');
    refused('2024-01-01', '2026-01-01', 'year');
    taken('2020-02-29', '2022-02-28');
    refused('2020-02-29', '2022-03-01', 'length');
  });

  it('GEC-015 AC-96 is judged by its year', () => {
    expect(judgeYears('2025-12', period('2026-01-01', '2026-12-31'), pack)).toBe('flag');
    expect(judgeYears('2026-01', period('2026-01-01', '2026-12-31'), pack)).toBe('match');
    expect(judgeYears('2024-12', period('2024-01-01', '2025-12-31'), pack)).toBe('match');
    const strict = { ...pack.sameYear!, value: { fromYear: 2026, onMismatch: 'refuse' as const } };
    expect(() =>
      judgeYears('2025-12', period('2026-01-01', '2026-01-31'), { ...pack, sameYear: strict }),
    ).toThrow('GEC_YEARS_DIFFER');
  });
});
