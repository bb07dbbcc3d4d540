import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import { chinaTimestamp, newId } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import type { Mailer } from '../mail/mailer';
import { noticeOwner } from '../mail/security-notice';
import { revokeSessions } from '../sessions/revoke-sessions';
import { RESET_MS, RESET_SPACING_MS } from '../sessions/session-times';
import { hashOfToken, newToken } from '../sessions/tokens';
import { attemptSucceeded } from './attempts';
import { requireStrongPasswordOf } from './password-strength';
import { hashPassword } from './passwords';
import { resetUnknown } from './refusals';
import type { UserAccount } from './user';
import { findUserByEmail, lockUserAccount, writePassword } from './user-store';

/**
 * Mails a link to whoever has an account with this address. Nothing tells the one who asks whether there is one; the
 * audit trail is written either way.
 */
export async function askForReset(
  database: Database,
  parts: { readonly vault: PersonVault; readonly mailer: Mailer },
  email: string,
  now: Date,
): Promise<void> {
  await database.transaction(async (tx) => {
    const found = await findUserByEmail(tx, parts.vault, email);
    const user = found === undefined ? undefined : await lockUserAccount(tx, found.id);
    const sent =
      user?.state === 'active' && !(await askedJustNow(tx, user, now))
        ? await sendLink(tx, parts.mailer, user, now)
        : false;
    const subject = { kind: 'user', id: user?.id ?? 'unknown' };
    await recordAudit(tx, { action: 'user.password-reset-asked', subject, after: { sent } }, now);
  });
}

async function askedJustNow(tx: Transaction, { id }: UserAccount, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - RESET_SPACING_MS);
  const rows = await tx.query(
    'select from identity.password_reset where user_id = $1 and created_at > $2 limit 1',
    [id, since],
  );
  return rows.length > 0;
}

async function sendLink(
  tx: Transaction,
  mailer: Mailer,
  { id, personId }: UserAccount,
  now: Date,
): Promise<true> {
  const token = newToken('pr');
  const expiresAt = new Date(now.getTime() + RESET_MS);
  await tx.query(
    `insert into identity.password_reset (id, user_id, token_hash, created_at, expires_at)
     values ($1, $2, $3, $4, $5)`,
    [newId(), id, hashOfToken(token), now, expiresAt],
  );
  const values = { token, expiresAt: chinaTimestamp(expiresAt) };
  await mailer.enqueue(tx, { toPersonId: personId, template: 'password-reset', values }, now);
  return true;
}

/**
 * Sets a new password by a mailed token, which works once and ends every other; all sessions end, and the account waits
 * no longer. The second factor stays as it is: a mailbox is not enough to approve anything.
 * @throws Refusal PASSWORD_RESET_UNKNOWN; INPUT_MALFORMED for a weak password, after which the token still works
 */
export async function resetPassword(
  database: Database,
  { vault, mailer }: { readonly vault: PersonVault; readonly mailer: Mailer },
  { token, password }: { readonly token: string; readonly password: string },
  now: Date,
): Promise<void> {
  await database.transaction(async (tx) => {
    const userId = await useToken(tx, token, now);
    const user = await lockUserAccount(tx, userId);
    if (user?.state !== 'active') throw resetUnknown();
    await requireStrongPasswordOf(tx, vault, user.personId, password, 'password');
    await writePassword(tx, userId, await hashPassword(password), now);
    await attemptSucceeded(tx, userId, 'password');
    const by = { actor: `user:${userId}` };
    const subject = { kind: 'user', id: userId };
    await recordAudit(tx, { action: 'user.password-reset', subject }, now, by);
    await revokeSessions(tx, { userId }, 'password-reset', now, by);
    await noticeOwner(tx, mailer, user.personId, 'password-reset', now);
  });
}

async function useToken(tx: Transaction, token: string, now: Date): Promise<string> {
  const [used] = await tx.query<{ userId: string }>(
    `update identity.password_reset set used_at = $2
      where token_hash = $1 and used_at is null and expires_at > $2 returning user_id as "userId"`,
    [hashOfToken(token), now],
  );
  if (used === undefined) throw resetUnknown();
  await tx.query('update identity.password_reset set used_at = $2 where user_id = $1 and used_at is null', [
    used.userId,
    now,
  ]);
  return used.userId;
}
