import { releasedPacks } from '@carbon/rules/domain';
import { residentRules } from './resident-rules';

it('codes and families are bounded by figures of the pack', () => {
  const rules = residentRules(releasedPacks, '2026-03-02');
  expect(rules).toEqual({
    linkCodeMs: 900_000,
    familyCodeMs: 172_800_000,
    wrongCodesMost: { resident: 20, partner: 1_000 },
    wrongCodesMs: 3_600_000,
    relativesMost: 12,
  });
});
