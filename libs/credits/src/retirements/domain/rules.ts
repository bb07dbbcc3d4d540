import type { RuleValue } from '@carbon/rules/domain';

/** The pack that receipts of retirements name; figures of the scheme itself stand in the scheme's own pack. */
export const RETIREMENT_PACK = { id: 'credit-retirement', version: '2026.1', certainty: 'X' } as const;

/** REG-009 knows a window for surrenders; that retirements have the same is ours. Calendar days. */
export const REVERSAL_WINDOW_DAYS: RuleValue<number> = {
  value: 14,
  rules: ['REG-009'],
  source: 'UK ETS registry, open source, v6.0.0 (July 2026), for surrenders; taken over for retirements',
  certainty: 'X',
  effectiveFrom: '2021-01-01',
};

const DAY_MS = 86_400_000;

/** Until when what is retired now may be reversed. */
export function reversibleUntil(now: Date): Date {
  return new Date(now.getTime() + REVERSAL_WINDOW_DAYS.value * DAY_MS);
}
