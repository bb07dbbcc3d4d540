import type { Caller } from '@carbon/http';
import { Refusal } from '@carbon/kernel';

const FRESH_MS = 10 * 60_000;

/**
 * Proposing and approving need a second factor shown shortly before (REG-002). Systems that sign their requests show
 * possession with each of them.
 * @throws Refusal SECOND_FACTOR_NEEDED
 */
export function requireSecondFactor(caller: Caller, now: Date): void {
  if (caller.kind !== 'user') return;
  const at = caller.secondFactorAt;
  if (at !== undefined && now.getTime() - at.getTime() <= FRESH_MS) return;
  throw new Refusal(
    'SECOND_FACTOR_NEEDED',
    403,
    {
      zh: '此操作需要先验证动态口令',
      en: 'Show your second factor first: POST /v1/sessions/current/second-factor',
    },
    { rule: 'REG-002' },
  );
}
