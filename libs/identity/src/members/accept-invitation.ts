import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { PersonVault } from '@carbon/privacy';
import type { SignedIn } from '../sessions/signed-in';
import { maySignIn } from '../standing';
import { lockHolders } from '../use-cases/change-holder';
import { addMembership } from '../users/change-membership';
import { createUser } from '../users/create-user';
import type { Membership } from '../users/membership';
import { readMembershipsOf } from '../users/membership-store';
import { findUserByEmail } from '../users/user-store';
import { type Invitation, invitationState } from './invitation';
import { lockInvitationOf } from './invitation-store';
import { invitationNeedsSignIn, invitationUnknown, memberUnknown } from './refusals';
import { requireRoleFree } from './require-role-free';

/** Who accepts: the account, and the person behind it. */
interface Accepting {
  readonly userId: string;
  readonly personId: string;
}

/**
 * Somebody without an account accepts: the account and the membership are made, and the token works no more.
 * @throws Refusal INVITATION_UNKNOWN, INVITATION_NEEDS_SIGN_IN; INPUT_MALFORMED for a weak password, after which the
 * token still works
 */
export async function acceptAsNewcomer(
  tx: Transaction,
  vault: PersonVault,
  wish: { readonly token: string; readonly name: string; readonly password: string },
  now: Date,
): Promise<Membership> {
  const { invitation, email } = await openInvitation(tx, vault, wish.token, now);
  if ((await findUserByEmail(tx, vault, email)) !== undefined) throw invitationNeedsSignIn();
  const { name, password } = wish;
  const { personId } = invitation;
  const by = { actor: `invitation:${invitation.id}` };
  const user = await createUser(tx, vault, { person: { name, email }, personId, password }, now, by);
  return join(tx, invitation, { userId: user.id, personId }, now);
}

/**
 * Somebody who is signed in accepts an invitation that was mailed to the address of that account.
 * @throws Refusal INVITATION_UNKNOWN, also when it is somebody else's; MEMBERSHIP_EXISTS, MEMBER_ROLE_CONFLICT
 */
export async function acceptAsUser(
  tx: Transaction,
  vault: PersonVault,
  token: string,
  { userId, personId }: SignedIn,
  now: Date,
): Promise<Membership> {
  const { invitation, email } = await openInvitation(tx, vault, token, now);
  if ((await findUserByEmail(tx, vault, email))?.id !== userId) throw invitationUnknown();
  const membership = await join(tx, invitation, { userId, personId }, now);
  // the person of the account is who it was all along
  await vault.forget(tx, invitation.personId, now);
  return membership;
}

async function openInvitation(
  tx: Transaction,
  vault: PersonVault,
  token: string,
  now: Date,
): Promise<{ invitation: Invitation; email: string }> {
  const invitation = await lockInvitationOf(tx, token);
  if (invitation === undefined || invitationState(invitation, now) !== 'open') throw invitationUnknown();
  if (!maySignIn(invitation.holder.state)) throw invitationUnknown();
  const { email } = (await vault.own(tx, invitation.personId)) ?? {};
  if (email === undefined) throw invitationUnknown();
  return { invitation, email };
}

async function join(
  tx: Transaction,
  { id, role, holder }: Invitation,
  { userId, personId }: Accepting,
  now: Date,
): Promise<Membership> {
  await lockHolders(tx, [holder.id]);
  await requireRoleFree(tx, { personId, role, holder });
  const by = { actor: `user:${userId}` };
  const { id: membershipId } = await addMembership(tx, { userId, holderId: holder.id, role }, now, by);
  await tx.query('update identity.invitation set accepted_at = $2, accepted_by = $3 where id = $1', [
    id,
    now,
    userId,
  ]);
  const subject = { kind: 'invitation', id };
  const after = { membership: membershipId, role };
  await recordAudit(tx, { action: 'invitation.accepted', subject, holderId: holder.id, after }, now, by);
  const memberships = await readMembershipsOf(tx, userId);
  const membership = memberships.find((each) => each.id === membershipId);
  if (membership === undefined) throw memberUnknown();
  return membership;
}
