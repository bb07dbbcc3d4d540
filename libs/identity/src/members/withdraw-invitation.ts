import { type AuditActor, recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, houseReach, reaches } from '@carbon/http';
import type { PersonVault } from '@carbon/privacy';
import { type Invitation, invitationState } from './invitation';
import { lockInvitation } from './invitation-store';
import { requireAdministered } from './administered-holder';
import { isOfFirst } from './first-administrator';
import { invitationUnknown, memberOfAnotherHolder } from './refusals';

/**
 * Takes an invitation of the caller's holder back, or as the registry one of a first administrator; who was invited is
 * forgotten.
 * @throws Refusal INVITATION_UNKNOWN when it was used or has ended, MEMBER_OF_ANOTHER_HOLDER
 */
export async function withdrawInvitation(
  tx: Transaction,
  vault: PersonVault,
  id: string,
  caller: Caller,
  now: Date,
): Promise<void> {
  const invitation = await lockInvitation(tx, id);
  if (invitation === undefined || !reaches(houseReach(caller), invitation.holder.id))
    throw invitationUnknown();
  const holderId = await requireAdministered(tx, caller, [invitation.holder.id]);
  if (invitation.holder.id !== holderId && !(await namesFirst(tx, caller, invitation))) {
    throw memberOfAnotherHolder();
  }
  const state = invitationState(invitation, now);
  if (state !== 'open' && state !== 'awaiting-approval') throw invitationUnknown();
  await endInvitation(tx, vault, invitation, now, { actor: caller.id });
}

async function namesFirst(tx: Transaction, caller: Caller, invitation: Invitation): Promise<boolean> {
  return caller.permissions.has('users.admin') && (await isOfFirst(tx, invitation));
}

/** An invitation of whose approval nothing came ends, where it still waits for it. */
export async function dropInvitation(
  tx: Transaction,
  vault: PersonVault,
  id: string,
  now: Date,
  by: AuditActor,
): Promise<void> {
  const invitation = await lockInvitation(tx, id);
  if (invitation === undefined || invitationState(invitation, now) !== 'awaiting-approval') return;
  await endInvitation(tx, vault, invitation, now, by);
}

async function endInvitation(
  tx: Transaction,
  vault: PersonVault,
  { id, holder, personId }: Invitation,
  now: Date,
  by: AuditActor,
): Promise<void> {
  await tx.query('update identity.invitation set withdrawn_at = $2, withdrawn_by = $3 where id = $1', [
    id,
    now,
    by.actor,
  ]);
  const subject = { kind: 'invitation', id };
  await recordAudit(tx, { action: 'invitation.withdrawn', subject, holderId: holder.id }, now, by);
  await vault.forget(tx, personId, now, by);
}
