import { auditTask, openTasksAbout, type TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import { reaches } from '@carbon/http';
import {
  type ApprovedInvitations,
  type Invitation,
  invitationUnknown,
  isInvited,
  lockHolders,
  ownRole,
  requireAwaiting,
  requireFirstWanted,
} from '@carbon/identity';
import { FirstAdministratorPayload } from './first-administrator-payload';
import { authorisationRequired, memberTaskOpen, otherRole } from './refusals';

/**
 * Who is the first to administer the people of a holder, and so decides who else acts for it. An administrator of the
 * registry has invited and proposes, on the holder's authorisation letter; a checker of the registry, who administers
 * nobody, compares and approves (REG-003). Only then anything is mailed.
 */
export function firstAdministratorKind(
  invitations: ApprovedInvitations,
): TaskKind<FirstAdministratorPayload> {
  return {
    kind: 'first-administrator',
    title: { zh: '机构首位管理员', en: 'First administrator of a holder' },
    payload: FirstAdministratorPayload,
    propose: 'users.admin',
    approve: 'holder-changes.approve',

    async prepare(tx, { payload: { invitation: id, reason }, caller, now, documentHash }) {
      const invitation = await requireAwaiting(tx, id, now);
      const { holder } = invitation;
      if (!reaches(caller.reach, holder.id)) throw invitationUnknown();
      await requireOfFirst(tx, invitation);
      if (documentHash === undefined) throw authorisationRequired();
      if (await isInvited(tx, invitation, caller.personId)) throw ownRole();
      const subject = { kind: 'invitation', id };
      const [open] = await openTasksAbout(tx, subject);
      if (open !== undefined) throw memberTaskOpen(open.id);
      return {
        holderId: holder.id,
        subject,
        summary: {
          zh: `受邀人（邀请 ${id}）任 ${holder.code} 的首位管理员：${reason}`,
          en: `Who is invited by ${id} becomes the first administrator of ${holder.code}: ${reason}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { invitation: id, reason } = task.payload;
      if (task.documentHash === null) throw authorisationRequired();
      const invitation = await requireAwaiting(tx, id, now);
      await requireOfFirst(tx, invitation);
      if (await isInvited(tx, invitation, approver.personId)) throw ownRole();
      await invitations.release(tx, id, now, { actor: task.initiator.id });
      const { holder, role } = invitation;
      const subject = { kind: 'invitation', id };
      const entry = { action: 'invitation.approved', subject, holderId: holder.id };
      await auditTask(tx, task, approver, { ...entry, after: { role }, reason }, now);
      return { holder: holder.code, invitation: id, role };
    },

    async abandon(tx, { payload }, { now, by }) {
      await invitations.drop(tx, payload.invitation, now, { actor: by });
    },
  };
}

/** @throws Refusal MEMBER_ROLE_OTHER, HOLDER_NOT_ACTIVE, MEMBER_FIRST_STANDS */
async function requireOfFirst(tx: Transaction, { role, holder }: Invitation): Promise<void> {
  if (role !== 'administrator') throw otherRole(role);
  await lockHolders(tx, [holder.id]);
  await requireFirstWanted(tx, holder);
}
