import { recordAudit } from '@carbon/audit';
import type { Reader, Transaction } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { revokeSessions } from '../sessions/revoke-sessions';
import { attemptSucceeded } from './attempts';
import { userDisabled, userUnknown } from './refusals';
import type { UserAccount, UserState } from './user';
import { lockUserAccount } from './user-store';

/** Out of reach is not there: a user is reached through a holder it is a member of. @throws Refusal USER_UNKNOWN */
export async function requireUserInReach(reader: Reader, id: string, reach: Reach): Promise<void> {
  const found = await reader.query(
    `select from identity.user_account u where u.id = $1 and ($2::uuid[] is null or exists (
       select from identity.membership m where m.user_id = u.id and m.holder_id = any($2) and m.ended_at is null))`,
    [id, reachIds(reach)],
  );
  if (found.length === 0) throw userUnknown(id);
}

/** Nobody signs in with this account until it is unlocked; its sessions end. @throws Refusal USER_UNKNOWN, USER_DISABLED */
export async function lockUser(
  tx: Transaction,
  { id, reason }: { readonly id: string; readonly reason: string },
  now: Date,
): Promise<void> {
  const user = await changeable(tx, id);
  if (user.state === 'locked') return;
  await writeState(tx, user, 'locked', reason, now);
  await revokeSessions(tx, { userId: id }, 'account-locked', now);
}

/** The account may sign in again, and waits no longer for wrong passwords. @throws Refusal USER_UNKNOWN, USER_DISABLED */
export async function unlockUser(tx: Transaction, id: string, now: Date): Promise<void> {
  const user = await changeable(tx, id);
  await attemptSucceeded(tx, id, 'password');
  await attemptSucceeded(tx, id, 'code');
  if (user.state === 'active') return;
  await writeState(tx, user, 'active', undefined, now);
}

async function changeable(tx: Transaction, id: string): Promise<UserAccount> {
  const user = await lockUserAccount(tx, id);
  if (user === undefined) throw userUnknown(id);
  if (user.state === 'disabled') throw userDisabled(id);
  return user;
}

async function writeState(
  tx: Transaction,
  user: UserAccount,
  state: UserState,
  reason: string | undefined,
  now: Date,
): Promise<void> {
  await tx.query('update identity.user_account set state = $2 where id = $1', [user.id, state]);
  await recordAudit(
    tx,
    {
      action: state === 'locked' ? 'user.locked' : 'user.unlocked',
      subject: { kind: 'user', id: user.id },
      before: { state: user.state },
      after: { state },
      ...(reason === undefined ? {} : { reason }),
    },
    now,
  );
}
