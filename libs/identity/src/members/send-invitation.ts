import { type AuditActor, recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { chinaTimestamp } from '@carbon/kernel';
import type { Mailer } from '../mail/mailer';
import { hashOfToken, newToken } from '../sessions/tokens';
import { type Invitation, INVITATION_MS, invitationState } from './invitation';
import { lockInvitation } from './invitation-store';
import { invitationUnknown } from './refusals';

/** Mails the token, which stands nowhere else. */
export async function sendInvitation(
  tx: Transaction,
  mailer: Mailer,
  invitation: Invitation,
  now: Date,
  by?: AuditActor,
): Promise<Invitation> {
  const { id, role, personId, holder } = invitation;
  const token = newToken('iv');
  const expiresAt = new Date(now.getTime() + INVITATION_MS);
  await tx.query('update identity.invitation set token_hash = $2, expires_at = $3 where id = $1', [
    id,
    hashOfToken(token),
    expiresAt,
  ]);
  const values = {
    token,
    expiresAt: chinaTimestamp(expiresAt),
    holderZh: holder.nameZh,
    holderEn: holder.nameEn,
    role,
  };
  await mailer.enqueue(tx, { toPersonId: personId, template: 'invitation', values }, now);
  const subject = { kind: 'invitation', id };
  await recordAudit(
    tx,
    { action: 'invitation.sent', subject, holderId: holder.id, after: { role } },
    now,
    by,
  );
  return { ...invitation, expiresAt };
}

/** Mails an invitation that was approved. @throws Refusal INVITATION_UNKNOWN when it no longer waits for that */
export async function releaseInvitation(
  tx: Transaction,
  mailer: Mailer,
  id: string,
  now: Date,
  by: AuditActor,
): Promise<Invitation> {
  const invitation = await requireAwaiting(tx, id, now);
  return sendInvitation(tx, mailer, invitation, now, by);
}

/** An invitation that waits for approval, which nobody else ends now. @throws Refusal INVITATION_UNKNOWN */
export async function requireAwaiting(tx: Transaction, id: string, now: Date): Promise<Invitation> {
  const invitation = await lockInvitation(tx, id);
  if (invitation === undefined || invitationState(invitation, now) !== 'awaiting-approval') {
    throw invitationUnknown();
  }
  return invitation;
}
