import type { AuditActor } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, EVERYTHING, houseReach } from '@carbon/http';
import type { Role } from '../roles';
import { requireSecondFactor } from '../sessions/second-factor';
import { lockHolders } from '../use-cases/change-holder';
import { changeRole, endMembership } from '../users/change-membership';
import { needsApproval } from './approval-needed';
import type { Member } from './member';
import { findMember, hasMember } from './member-store';
import { requireAdministered } from './administered-holder';
import {
  lastAdministrator,
  memberOfAnotherHolder,
  memberUnknown,
  ownRole,
  roleNeedsApproval,
} from './refusals';
import { requireRoleFree } from './require-role-free';

/**
 * Gives a member of the caller's holder another role.
 * @throws Refusal MEMBER_UNKNOWN, MEMBER_OF_ANOTHER_HOLDER, MEMBER_OWN_ROLE, MEMBER_NEEDS_APPROVAL,
 * MEMBER_ROLE_CONFLICT, MEMBER_LAST_ADMINISTRATOR, SECOND_FACTOR_NEEDED
 */
export async function changeMemberRole(
  tx: Transaction,
  { memberId, role }: { readonly memberId: string; readonly role: Role },
  caller: Caller,
  now: Date,
): Promise<Member> {
  const member = await memberToChange(tx, memberId, caller, now);
  if (member.personId === caller.personId) {
    if (role !== 'administrator') await requireSuccessor(tx, member);
    throw ownRole();
  }
  if (needsApproval(member.holder.kind, role)) throw roleNeedsApproval(role);
  return giveRole(tx, member, role, now);
}

/**
 * Gives a member a role that was approved, as things stand now.
 * @throws Refusal MEMBER_UNKNOWN, MEMBER_ROLE_CONFLICT, MEMBER_LAST_ADMINISTRATOR
 */
export async function changeRoleAsApproved(
  tx: Transaction,
  { memberId, role }: { readonly memberId: string; readonly role: Role },
  now: Date,
  by: AuditActor,
): Promise<Member> {
  const before = await findMember(tx, memberId, EVERYTHING);
  if (before === undefined) throw memberUnknown();
  await lockHolders(tx, [before.holder.id]);
  const member = await findMember(tx, memberId, EVERYTHING);
  if (member === undefined) throw memberUnknown();
  return giveRole(tx, member, role, now, by);
}

/**
 * Ends a membership in the caller's holder; the caller's own too, which is leaving.
 * @throws Refusal MEMBER_UNKNOWN, MEMBER_OF_ANOTHER_HOLDER, MEMBER_LAST_ADMINISTRATOR, SECOND_FACTOR_NEEDED
 */
export async function removeMember(
  tx: Transaction,
  memberId: string,
  caller: Caller,
  now: Date,
): Promise<void> {
  const member = await memberToChange(tx, memberId, caller, now);
  await requireSuccessor(tx, member);
  await endMembership(tx, { membershipId: member.id }, now);
}

async function memberToChange(tx: Transaction, id: string, caller: Caller, now: Date): Promise<Member> {
  requireSecondFactor(caller, now);
  if ((await findMember(tx, id, houseReach(caller))) === undefined) throw memberUnknown();
  const holderId = await requireAdministered(tx, caller);
  // under the lock: it may have ended meanwhile
  const member = await findMember(tx, id, houseReach(caller));
  if (member === undefined) throw memberUnknown();
  if (member.holder.id !== holderId) throw memberOfAnotherHolder();
  return member;
}

async function giveRole(
  tx: Transaction,
  member: Member,
  role: Role,
  now: Date,
  by?: AuditActor,
): Promise<Member> {
  const { id, personId, holder } = member;
  await requireRoleFree(tx, { personId, role, holder }, id);
  if (role !== 'administrator') await requireSuccessor(tx, member);
  await changeRole(tx, { membershipId: id, role }, now, by);
  return { ...member, role };
}

/** Nobody could invite the next one. @throws Refusal MEMBER_LAST_ADMINISTRATOR */
async function requireSuccessor(tx: Transaction, { id, role, holder }: Member): Promise<void> {
  if (role !== 'administrator') return;
  if (!(await hasMember(tx, { holderId: holder.id, role, but: id }))) throw lastAdministrator();
}
