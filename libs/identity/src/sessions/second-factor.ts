import type { Caller } from '@carbon/http';
import { Refusal } from '@carbon/kernel';
import { safetyRules } from '@carbon/rules';

const MINUTE_MS = 60_000;

/**
 * Proposing and approving need a second factor shown shortly before (REG-002). Systems that sign their requests show
 * possession with each of them.
 * @throws Refusal SECOND_FACTOR_NEEDED, which says how to set one up to who has none
 */
export function requireSecondFactor(caller: Caller, now: Date): void {
  if (caller.kind !== 'user') return;
  const at = caller.secondFactorAt;
  const freshMs = safetyRules(now).secondFactorFreshnessMinutes.value * MINUTE_MS;
  if (at !== undefined && now.getTime() - at.getTime() <= freshMs) return;
  throw secondFactorNeeded(caller.hasSecondFactor !== false);
}

function secondFactorNeeded(isSetUp: boolean): Refusal {
  const next = isSetUp ? 'POST /v1/sessions/current/second-factor' : 'POST /v1/me/totp';
  const text = isSetUp
    ? { zh: '此操作需要先验证动态口令', en: `Show your second factor first: ${next}` }
    : {
        zh: '此操作需要动态口令，您尚未设置：请先用验证器应用设置',
        en: `This needs a second factor, and you have none yet: set one up with an authenticator app, ${next}`,
      };
  return new Refusal('SECOND_FACTOR_NEEDED', 403, text, { rule: 'REG-002', details: { next } });
}
