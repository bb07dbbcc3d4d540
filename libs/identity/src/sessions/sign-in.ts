import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import type { PersonVault } from '@carbon/privacy';
import { attemptSucceeded, countAttempt } from '../users/attempts';
import { isPassword } from '../users/passwords';
import { showSecondFactor } from '../users/show-second-factor';
import type { UserAccount } from '../users/user';
import { findUserByEmail, lockUserAccount } from '../users/user-store';
import { type OpenedSession, openSession } from './open-session';
import { credentialsWrong } from './refusals';

export interface Login {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator app, or a recovery code. */
  readonly code?: string | undefined;
  /** Id or code of the holder to act for. */
  readonly holder?: string | undefined;
}

/** Why a login was refused: for the audit trail, never for the one who asked. */
type Why = 'unknown' | 'waiting' | 'password' | 'state' | 'code';

/**
 * Opens a session by e-mail address and password. Whatever is wrong, one password is hashed, one entry is written to the
 * audit trail, and the answer is the same.
 * @throws Refusal CREDENTIALS_WRONG; MEMBERSHIP_UNKNOWN once everything else is right
 */
export async function signIn(
  database: Database,
  vault: PersonVault,
  login: Login,
  now: Date,
): Promise<OpenedSession> {
  const user = await findUserByEmail(database, vault, login.email);
  const admitted =
    user !== undefined && (await database.transaction((tx) => countAttempt(tx, user.id, 'password', now)));
  const right = await isPassword(user?.passwordHash, login.password);
  const why = judge(user, admitted, right);
  const outcome =
    user !== undefined && why === undefined
      ? await database.transaction((tx) => enter(tx, vault, user, login, now))
      : (why ?? 'unknown');
  if (typeof outcome !== 'string') return outcome;
  await database.transaction((tx) => tellRefused(tx, user, outcome, now));
  throw credentialsWrong();
}

function judge(user: UserAccount | undefined, admitted: boolean, right: boolean): Why | undefined {
  if (user === undefined) return 'unknown';
  if (!admitted) return 'waiting';
  if (!right) return 'password';
  return user.state === 'active' ? undefined : 'state';
}

async function enter(
  tx: Transaction,
  vault: PersonVault,
  user: UserAccount,
  { code, holder }: Login,
  now: Date,
): Promise<OpenedSession | Why> {
  // the password may have been changed, or the account locked, while this one was hashed
  const current = await lockUserAccount(tx, user.id);
  if (current === undefined || current.passwordHash !== user.passwordHash) return 'password';
  if (current.state !== 'active') return 'state';
  await attemptSucceeded(tx, user.id, 'password');
  if (code !== undefined && (await showSecondFactor(tx, vault, current, code, now)) !== 'right')
    return 'code';
  return openSession(tx, vault, { userId: user.id, holder, secondFactor: code !== undefined }, now);
}

/** Names the account where there is one; the address that was typed stands nowhere. */
async function tellRefused(
  tx: Transaction,
  user: UserAccount | undefined,
  why: Why,
  now: Date,
): Promise<void> {
  const subject = { kind: 'user', id: user?.id ?? 'unknown' };
  await recordAudit(tx, { action: 'session.refused', subject, reason: why }, now);
}
