import type { Transaction } from '@carbon/database';
import { revokeSessions } from '../sessions/revoke-sessions';
import { userUnknown } from './refusals';
import { lockUserAccount } from './user-store';

/**
 * Takes the authenticator app and the recovery codes of an account away, whose owner has lost both; all its sessions end.
 * The password stays: whoever has only that may set up a new app and nothing else that needs a second factor.
 * @throws Refusal USER_UNKNOWN
 */
export async function resetSecondFactor(tx: Transaction, userId: string, now: Date): Promise<void> {
  const user = await lockUserAccount(tx, userId);
  if (user === undefined) throw userUnknown(userId);
  await tx.query(
    `update identity.user_account
        set totp_secret = null, totp_pending = null, totp_confirmed_at = null, last_totp_step = null
      where id = $1`,
    [userId],
  );
  await tx.query('delete from identity.recovery_code where user_id = $1', [userId]);
  await revokeSessions(tx, { userId }, 'second-factor-reset', now);
}
