import { type Caller, reachOf, serviceCaller } from '@carbon/http';
import { safetyRules } from '@carbon/rules';
import { requireSecondFactor } from './second-factor';

const NOW = new Date('2026-03-02T02:00:00.000Z');
const FRESH_MS = safetyRules(NOW).secondFactorFreshnessMinutes.value * 60_000;

const user = (more: Partial<Caller>): Caller => ({
  id: 'user:1',
  name: 'user',
  kind: 'user',
  permissions: new Set(),
  reach: reachOf([]),
  ...more,
});
const shown = (agoMs: number) => user({ secondFactorAt: new Date(NOW.getTime() - agoMs) });

describe('REG-002 the second factor', () => {
  it('counts as long as the rules say, and not longer', () => {
    expect(() => requireSecondFactor(shown(FRESH_MS), NOW)).not.toThrow();
    expect(() => requireSecondFactor(shown(FRESH_MS + 1), NOW)).toThrow('SECOND_FACTOR_NEEDED');
  });

  it('who never showed one is asked for it, and who has none how to set one up', () => {
    expect(() => requireSecondFactor(user({ hasSecondFactor: true }), NOW)).toThrow('second-factor');
    expect(() => requireSecondFactor(user({ hasSecondFactor: false }), NOW)).toThrow('/v1/me/totp');
  });

  it('machines sign each request instead', () => {
    expect(() => requireSecondFactor(serviceCaller('desk', 'Desk', []), NOW)).not.toThrow();
  });
});
