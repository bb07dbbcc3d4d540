import type { Transaction } from '@carbon/database';
import type { PersonVault } from '@carbon/privacy';
import { attemptSucceeded, countAttempt } from './attempts';
import { useRecoveryCode } from './recovery-codes';
import { stepOfCode, totpContext } from './totp';
import type { UserAccount } from './user';

export type Showing = 'right' | 'wrong' | 'waiting' | 'not-set-up';

const TOTP_CODE = /^\d{6}$/;

/**
 * Looks at a code of the authenticator app, or a recovery code, and uses it up. It does not throw: the attempt stays
 * counted whatever its transaction does next.
 */
export async function showSecondFactor(
  tx: Transaction,
  vault: PersonVault,
  user: UserAccount,
  code: string,
  now: Date,
): Promise<Showing> {
  if (user.totpSecret === null) return 'not-set-up';
  if (!(await countAttempt(tx, user.id, 'code', now))) return 'waiting';
  const right = TOTP_CODE.test(code)
    ? await takeStep(tx, user.id, vault.open(totpContext(user.id), user.totpSecret), code, now)
    : await useRecoveryCode(tx, user.id, code, now);
  if (!right) return 'wrong';
  await attemptSucceeded(tx, user.id, 'code');
  return 'right';
}

/** A code works once: none of its time step, nor of an earlier one, is taken again (RFC 6238, section 5.2). */
async function takeStep(
  tx: Transaction,
  userId: string,
  secret: Buffer,
  code: string,
  now: Date,
): Promise<boolean> {
  const step = stepOfCode(secret, code, now);
  if (step === undefined) return false;
  const taken = await tx.query(
    `update identity.user_account set last_totp_step = $2
      where id = $1 and (last_totp_step is null or last_totp_step < $2) returning id`,
    [userId, step],
  );
  return taken.length > 0;
}
