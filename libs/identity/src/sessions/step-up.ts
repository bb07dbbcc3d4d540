import { recordAudit } from '@carbon/audit';
import type { Database } from '@carbon/database';
import { rateLimited } from '@carbon/http';
import { Refusal } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import { secondsToWait } from '../users/attempts';
import { showSecondFactor } from '../users/show-second-factor';
import { lockUserAccount } from '../users/user-store';
import { secondFactorNotSetUp, secondFactorWrong, sessionRevoked } from './refusals';
import type { SignedIn } from './signed-in';

/**
 * A second factor is shown in an open session.
 * @throws Refusal SECOND_FACTOR_WRONG, SECOND_FACTOR_NOT_SET_UP, RATE_LIMITED while the account waits
 */
export async function stepUp(
  database: Database,
  vault: PersonVault,
  { userId, sessionId }: SignedIn,
  code: string,
  now: Date,
): Promise<void> {
  const refusal = await database.transaction(async (tx): Promise<Refusal | undefined> => {
    const user = await lockUserAccount(tx, userId);
    if (user === undefined) return sessionRevoked();
    const showing = await showSecondFactor(tx, vault, user, code, now);
    if (showing === 'not-set-up') return secondFactorNotSetUp();
    if (showing === 'waiting') return rateLimited(await secondsToWait(tx, userId, 'code', now));
    const subject = { kind: 'session', id: sessionId };
    if (showing === 'wrong') {
      await recordAudit(tx, { action: 'session.second-factor-refused', subject }, now);
      return secondFactorWrong();
    }
    await tx.query('update identity.session set second_factor_at = $2 where id = $1', [sessionId, now]);
    await recordAudit(tx, { action: 'session.second-factor-shown', subject }, now);
    return undefined;
  });
  if (refusal !== undefined) throw refusal;
}
