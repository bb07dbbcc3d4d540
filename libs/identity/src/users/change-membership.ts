import { type AuditActor, type AuditEntry, recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import type { Role } from '../roles';
import { membershipUnknown } from '../sessions/refusals';
import type { Membership } from './membership';
import { lockMembership } from './membership-store';
import { membershipStands } from './refusals';

export interface NewMembership {
  readonly userId: string;
  readonly holderId: string;
  readonly role: Role;
}

/** Makes a user a member of a holder. @throws Refusal MEMBERSHIP_EXISTS */
export async function addMembership(
  tx: Transaction,
  { userId, holderId, role }: NewMembership,
  now: Date,
  by?: AuditActor,
): Promise<{ readonly id: string }> {
  const id = newId();
  const made = await tx.query(
    `insert into identity.membership (id, user_id, holder_id, role, began_at, changed_at)
     values ($1, $2, $3, $4, $5, $5)
     on conflict (user_id, holder_id) where ended_at is null do nothing returning id`,
    [id, userId, holderId, role, now],
  );
  if (made.length === 0) throw membershipStands();
  const after = { user: `user:${userId}`, role };
  const subject = { kind: 'membership', id };
  await recordAudit(tx, { action: 'membership.began', subject, holderId, after }, now, by);
  return { id };
}

/**
 * Gives a member another role; the sessions opened under the old one hold no longer. The role it has changes nothing.
 * @throws Refusal MEMBERSHIP_UNKNOWN when it has ended too
 */
export async function changeRole(
  tx: Transaction,
  { membershipId, role }: { readonly membershipId: string; readonly role: Role },
  now: Date,
  by?: AuditActor,
): Promise<void> {
  const membership = await standing(tx, membershipId);
  if (membership.role === role) return;
  await tx.query('update identity.membership set role = $2, changed_at = $3 where id = $1', [
    membershipId,
    role,
    now,
  ]);
  await tell(tx, membership, { action: 'membership.role-changed', after: { role } }, now, by);
}

export interface MembershipEnd {
  readonly membershipId: string;
  readonly reason?: string;
  /** Who approved, where four eyes were needed. */
  readonly approver?: string;
}

/** Ends a membership; the sessions opened under it hold no longer. @throws Refusal MEMBERSHIP_UNKNOWN when it has ended */
export async function endMembership(
  tx: Transaction,
  { membershipId, ...why }: MembershipEnd,
  now: Date,
  by?: AuditActor,
): Promise<void> {
  const membership = await standing(tx, membershipId);
  await tx.query(
    'update identity.membership set ended_at = greatest($2, began_at), changed_at = $2 where id = $1',
    [membershipId, now],
  );
  await tell(tx, membership, { action: 'membership.ended', ...why }, now, by);
}

async function standing(tx: Transaction, id: string): Promise<Membership> {
  const membership = await lockMembership(tx, id);
  if (membership?.endedAt !== null) throw membershipUnknown();
  return membership;
}

async function tell(
  tx: Transaction,
  { id, role, userId, holder }: Membership,
  entry: Omit<AuditEntry, 'subject' | 'holderId' | 'before'>,
  now: Date,
  by: AuditActor | undefined,
): Promise<void> {
  const before = { user: `user:${userId}`, role };
  const subject = { kind: 'membership', id };
  await recordAudit(tx, { ...entry, subject, holderId: holder.id, before }, now, by);
}
