import { recordAudit } from '@carbon/audit';
import type { Database } from '@carbon/database';
import { rateLimited } from '@carbon/http';
import type { PersonVault } from '@carbon/privacy';
import type { Mailer } from '../mail/mailer';
import { noticeOwner } from '../mail/security-notice';
import { revokeSessions } from '../sessions/revoke-sessions';
import type { SignedIn } from '../sessions/signed-in';
import { attemptSucceeded, countAttempt, secondsToWait } from './attempts';
import { requireStrongPasswordOf } from './password-strength';
import { hashPassword, isPassword } from './passwords';
import { passwordSame, passwordWrong } from './refusals';
import { findUser, lockUserAccount, writePassword } from './user-store';

/**
 * Changes the own password; all other sessions end. The old one is asked for and counted as at a login, or an open
 * session could be used to guess it.
 * @throws Refusal PASSWORD_WRONG, PASSWORD_UNCHANGED, RATE_LIMITED, INPUT_MALFORMED for a weak one
 */
export async function changePassword(
  database: Database,
  { vault, mailer }: { readonly vault: PersonVault; readonly mailer: Mailer },
  { userId, sessionId, personId }: SignedIn,
  { current, next }: { readonly current: string; readonly next: string },
  now: Date,
): Promise<void> {
  const wait = await database.transaction(async (tx) =>
    (await countAttempt(tx, userId, 'password', now)) ? 0 : secondsToWait(tx, userId, 'password', now),
  );
  if (wait > 0) throw rateLimited(wait);
  const user = await findUser(database, userId);
  if (!(await isPassword(user?.passwordHash, current))) throw passwordWrong();
  await database.transaction((tx) => attemptSucceeded(tx, userId, 'password'));
  if (current === next) throw passwordSame();
  await database.transaction((tx) => requireStrongPasswordOf(tx, vault, personId, next, 'next'));
  const hash = await hashPassword(next);
  await database.transaction(async (tx) => {
    // it may have been reset, or the account locked, while this one was hashed
    const account = await lockUserAccount(tx, userId);
    if (account?.state !== 'active' || account.passwordHash !== user?.passwordHash) throw passwordWrong();
    await writePassword(tx, userId, hash, now);
    await recordAudit(tx, { action: 'user.password-changed', subject: { kind: 'user', id: userId } }, now);
    await revokeSessions(tx, { userId, but: sessionId }, 'password-changed', now);
    await noticeOwner(tx, mailer, personId, 'password-changed', now);
  });
}
