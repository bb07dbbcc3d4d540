import { releasedPacks } from '@carbon/rules/domain';
import { complianceRules } from '../../domain/compliance/index';
import { daysLate, listDue, planDue } from './cycle-days';

const rules = complianceRules(releasedPacks, 'CN', '2026-03-02');

it.each([
  [2026, '2025-10-31', 'F'],
  [2027, '2026-10-31', 'F'],
  [2028, '2027-10-31', 'X'],
] as const)('CYC-07 the list of %d is due on %s, certainty %s', (year, on, certainty) => {
  expect(listDue(rules, 'power', year)).toMatchObject({ on, pack: { id: 'compliance-cn', certainty } });
});

it('CYC-08 the plan of 2026 is due on the last day of the year before', () => {
  expect(planDue(rules, 'steel', 2026)?.on).toBe('2025-12-31');
});

it('where the market says nothing of a year or sector, nothing is due', () => {
  expect(listDue(rules, 'building', 2026)).toBeUndefined();
  expect(planDue(rules, 'power', 2021)).toBeUndefined();
  expect(planDue(undefined, 'power', 2026)).toBeUndefined();
});

it('days late are counted from the due day, and there are none without one', () => {
  expect(daysLate('2026-03-12', '2026-03-12')).toBe(0);
  expect(daysLate('2026-02-28', '2026-03-01')).toBe(1);
  expect(daysLate(undefined, '2026-03-01')).toBe(0);
});
