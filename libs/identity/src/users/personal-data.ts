import { randomBytes } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Json } from '@carbon/kernel';
import type { PersonalDataSource } from '@carbon/privacy';
import { revokeSessions } from '../sessions/revoke-sessions';
import type { Revocation } from '../sessions/session';
import { endMembership } from './change-membership';
import { readMembershipsOf } from './membership-store';

/** The accounts of a person, with memberships and sessions: what they did stays in the audit trail under their ids. */
export const personalDataOfUsers: PersonalDataSource = {
  room: 'identity',
  exportOf,
  erase,
  restrict: (tx, personId, now) => close(tx, personId, 'person-restricted', now),
  retention: [{ category: 'sessions', removeDue: removeSessions }],
};

async function accountsOf(tx: Transaction, personId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'select id from identity.user_account where person_id = $1 order by id for update',
    [personId],
  );
  return rows.map(({ id }) => id);
}

async function exportOf(tx: Transaction, personId: string): Promise<Json> {
  const [row] = await tx.query<{ accounts: Json }>(
    `select coalesce(jsonb_agg(jsonb_build_object(
              'user', u.id, 'state', u.state, 'createdAt', u.created_at, 'secondFactorSince', u.totp_confirmed_at,
              'memberships', (select coalesce(jsonb_agg(jsonb_build_object('holder', h.code, 'role', m.role,
                 'from', m.began_at, 'until', m.ended_at) order by m.id), '[]')
                from identity.membership m join identity.holder h on h.id = m.holder_id where m.user_id = u.id),
              'sessions', (select coalesce(jsonb_agg(jsonb_build_object('openedAt', s.created_at,
                 'lastSeenAt', s.last_seen_at, 'ip', s.ip, 'agent', s.agent) order by s.id), '[]')
                from identity.session s where s.user_id = u.id)) order by u.id), '[]') as accounts
       from identity.user_account u where u.person_id = $1`,
    [personId],
  );
  return row?.accounts ?? [];
}

/** The account is nobody's: no address leads to it, nobody can sign in, and nothing tells from where it was used. */
async function erase(tx: Transaction, personId: string, now: Date): Promise<void> {
  await close(tx, personId, 'person-erased', now);
  for (const id of await accountsOf(tx, personId)) {
    await tx.query(
      `update identity.user_account
          set email_index = $2, password_hash = null, password_changed_at = null, totp_secret = null,
              totp_confirmed_at = null, totp_pending = null
        where id = $1`,
      [id, randomBytes(32)],
    );
    await tx.query('delete from identity.recovery_code where user_id = $1', [id]);
    await tx.query('delete from identity.password_reset where user_id = $1', [id]);
    await tx.query('update identity.session set ip = null, agent = null where user_id = $1', [id]);
  }
}

/** Ends sessions and memberships, and disables the accounts for good. */
async function close(tx: Transaction, personId: string, reason: Revocation, now: Date): Promise<void> {
  for (const id of await accountsOf(tx, personId)) {
    const disabled = await tx.query(
      `update identity.user_account set state = 'disabled' where id = $1 and state <> 'disabled' returning id`,
      [id],
    );
    if (disabled.length > 0) {
      await recordAudit(tx, { action: 'user.disabled', subject: { kind: 'user', id }, reason }, now);
    }
    await revokeSessions(tx, { userId: id }, reason, now);
    for (const membership of await readMembershipsOf(tx, id)) {
      await endMembership(tx, { membershipId: membership.id, reason }, now);
    }
  }
}

/** Removes sessions that ended before a moment, with the tokens they used. */
async function removeSessions(tx: Transaction, before: Date, limit: number): Promise<number> {
  const rows = await tx.query<{ id: string }>(
    'select id from identity.session where ends_at < $1 order by id limit $2 for update skip locked',
    [before, limit],
  );
  const ids = rows.map(({ id }) => id);
  await tx.query('delete from identity.used_refresh_token where session_id = any($1)', [ids]);
  await tx.query('delete from identity.session where id = any($1)', [ids]);
  return ids.length;
}
