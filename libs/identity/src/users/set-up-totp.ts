import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { PersonVault } from '@carbon/privacy';
import type { Mailer } from '../mail/mailer';
import { noticeOwner } from '../mail/security-notice';
import { revokeSessions } from '../sessions/revoke-sessions';
import { secondFactorNotSetUp } from '../sessions/refusals';
import { requireSecondFactor } from '../sessions/second-factor';
import type { SignedIn } from '../sessions/signed-in';
import { attemptSucceeded, countAttempt } from './attempts';
import { replaceRecoveryCodes } from './recovery-codes';
import { totpNotBegun, userUnknown } from './refusals';
import { newTotpSecret, stepOfCode, totpContext, totpSetup } from './totp';
import type { UserAccount } from './user';
import { lockUserAccount } from './user-store';

/**
 * Gives a secret for an authenticator app. The one before works until a code of the new one is shown. Who has one shows
 * it first: a session that was left open is not enough to replace it.
 * @throws Refusal SECOND_FACTOR_NEEDED
 */
export async function beginTotp(
  tx: Transaction,
  vault: PersonVault,
  caller: Caller & SignedIn,
  now: Date,
): Promise<{ readonly secret: string; readonly uri: string }> {
  const user = await own(tx, caller);
  if (user.totpSecret !== null) requireSecondFactor(caller, now);
  const secret = newTotpSecret();
  await tx.query('update identity.user_account set totp_pending = $2 where id = $1', [
    user.id,
    vault.seal(totpContext(user.id), secret),
  ]);
  await tell(tx, user, 'user.totp-begun', now);
  const { email = 'user' } = (await vault.own(tx, user.personId)) ?? {};
  return totpSetup(secret, email);
}

/**
 * The app shows a code of the new secret: from now on it is the second factor. Its first code counts as shown in this
 * session, and is used up.
 * @returns new recovery codes; undefined when the code is wrong, and that stays counted
 * @throws Refusal TOTP_NOT_BEGUN
 */
export async function confirmTotp(
  tx: Transaction,
  { vault, mailer }: { readonly vault: PersonVault; readonly mailer: Mailer },
  caller: SignedIn,
  code: string,
  now: Date,
): Promise<string[] | undefined> {
  const user = await own(tx, caller);
  if (user.totpPending === null) throw totpNotBegun();
  if (!(await countAttempt(tx, user.id, 'code', now))) return undefined;
  const step = stepOfCode(vault.open(totpContext(user.id), user.totpPending), code, now);
  if (step === undefined) return undefined;
  await tx.query(
    `update identity.user_account
        set totp_secret = totp_pending, totp_pending = null, totp_confirmed_at = $2, last_totp_step = $3
      where id = $1`,
    [user.id, now, step],
  );
  await attemptSucceeded(tx, user.id, 'code');
  await tx.query('update identity.session set second_factor_at = $2 where id = $1', [caller.sessionId, now]);
  await tell(tx, user, 'user.totp-confirmed', now);
  // whoever sits elsewhere signs in again, now with the new one
  await revokeSessions(tx, { userId: user.id, but: caller.sessionId }, 'second-factor-reset', now);
  await noticeOwner(tx, mailer, user.personId, 'second-factor-set-up', now);
  return replaceRecoveryCodes(tx, user.id, now);
}

/** A new set of recovery codes. @throws Refusal SECOND_FACTOR_NOT_SET_UP, SECOND_FACTOR_NEEDED */
export async function renewRecoveryCodes(
  tx: Transaction,
  mailer: Mailer,
  caller: Caller & SignedIn,
  now: Date,
): Promise<string[]> {
  const user = await own(tx, caller);
  if (user.totpSecret === null) throw secondFactorNotSetUp();
  requireSecondFactor(caller, now);
  await tell(tx, user, 'user.recovery-codes-renewed', now);
  await noticeOwner(tx, mailer, user.personId, 'recovery-codes-renewed', now);
  return replaceRecoveryCodes(tx, user.id, now);
}

async function own(tx: Transaction, { userId }: SignedIn): Promise<UserAccount> {
  const user = await lockUserAccount(tx, userId);
  if (user === undefined) throw userUnknown(userId);
  return user;
}

async function tell(tx: Transaction, { id }: UserAccount, action: string, now: Date): Promise<void> {
  await recordAudit(tx, { action, subject: { kind: 'user', id } }, now);
}
