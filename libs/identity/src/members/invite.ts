import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { newId } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import type { Mailer } from '../mail/mailer';
import type { Role } from '../roles';
import { requireSecondFactor } from '../sessions/second-factor';
import { emailIndex } from '../users/user-store';
import { needsApproval } from './approval-needed';
import { holderOfFirst } from './first-administrator';
import type { Invitation } from './invitation';
import { invitationStandsFor, lockInvitation } from './invitation-store';
import { requireAdministered } from './administered-holder';
import { invitationStands, invitationUnknown } from './refusals';
import { sendInvitation } from './send-invitation';

export interface NewInvitation {
  readonly email: string;
  readonly role: Role;
  /** Whom the inviter expects; the invited say their own when they accept. */
  readonly name?: string | undefined;
  /** Code or id of another holder, whose first administrator it is to be. */
  readonly holder?: string | undefined;
}

/**
 * Invites somebody to the caller's holder. Whether the address has an account changes nothing of what the inviter sees.
 * Where a second person must approve, nothing is mailed before; so it is with the first administrator of another holder.
 * @throws Refusal SECOND_FACTOR_NEEDED, INVITATION_EXISTS, INPUT_MALFORMED for the address, those of
 * `requireAdministered` and `holderOfFirst`
 */
export async function invite(
  tx: Transaction,
  { vault, mailer }: { readonly vault: PersonVault; readonly mailer: Mailer },
  caller: Caller,
  { email, role, name, holder }: NewInvitation,
  now: Date,
): Promise<Invitation> {
  requireSecondFactor(caller, now);
  const holderId =
    holder === undefined
      ? await requireAdministered(tx, caller)
      : await holderOfFirst(tx, caller, { holder, role }, now);
  const personId = await vault.enter(tx, { email, ...(name === undefined ? {} : { name }) }, now);
  const index = emailIndex(vault, email);
  if (await invitationStandsFor(tx, { holderId, emailIndex: index }, now)) throw invitationStands();
  const id = newId();
  await tx.query(
    `insert into identity.invitation (id, holder_id, role, person_id, email_index, invited_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, holderId, role, personId, index, caller.id, now],
  );
  const subject = { kind: 'invitation', id };
  await recordAudit(tx, { action: 'invitation.made', subject, holderId, after: { role } }, now);
  const invitation = await lockInvitation(tx, id);
  if (invitation === undefined) throw invitationUnknown();
  return holder !== undefined || needsApproval(invitation.holder.kind, role)
    ? invitation
    : sendInvitation(tx, mailer, invitation, now);
}
