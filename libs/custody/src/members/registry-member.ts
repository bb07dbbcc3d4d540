import { auditTask, openTasksAbout, type Task, type TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import { type Caller, EVERYTHING, reaches } from '@carbon/http';
import {
  type ApprovedInvitations,
  changeRoleAsApproved,
  findMember,
  type HolderKind,
  invitationUnknown,
  memberOfAnotherHolder,
  memberUnknown,
  needsApproval,
  ownRole,
  requireAwaiting,
  requireRoleFree,
} from '@carbon/identity';
import { approvalNotNeeded, memberTaskOpen, otherRole } from './refusals';
import { RegistryMemberPayload } from './registry-member-payload';

/** Whose role it is about, as things stand. */
interface Subject {
  readonly holder: { readonly id: string; readonly code: string; readonly kind: HolderKind };
  /** Of a member; who is invited is known when the invitation is accepted. */
  readonly personId?: string;
}

/**
 * Makers and checkers of the registry and of regulators: they act on everybody's accounts. An administrator proposes
 * (`members.write`), and a checker of the same holder approves (`accounts.approve`): the permission that the new pair of
 * eyes would share, held by the desk that does not administer people (REG-003). Were it another administrator, the
 * people who can make accounts would be the only ones to look.
 */
export function registryMemberKind(invitations: ApprovedInvitations): TaskKind<RegistryMemberPayload> {
  return {
    kind: 'registry-member',
    title: { zh: '登记机构、主管部门人员任职', en: 'Who acts for the registry or a regulator' },
    payload: RegistryMemberPayload,
    propose: 'members.write',
    approve: 'accounts.approve',

    async prepare(tx, { payload, caller, now }) {
      const { who, id, role, reason } = payload;
      const { holder, personId } = await subjectOf(tx, payload, now);
      requireOwn(caller, holder.id, who);
      if (!needsApproval(holder.kind, role)) throw approvalNotNeeded();
      if (personId !== undefined) {
        if (personId === caller.personId) throw ownRole();
        await requireRoleFree(tx, { personId, role, holder }, id);
      }
      const subject = { kind: who, id };
      const [open] = await openTasksAbout(tx, subject);
      if (open !== undefined) throw memberTaskOpen(open.id);
      return {
        holderId: holder.id,
        subject,
        summary: {
          zh: `${who === 'invitation' ? '受邀人（邀请' : '成员（身份'} ${id}）任 ${holder.code} 的 ${role}：${reason}`,
          en: `${who === 'invitation' ? 'Who is invited by' : 'The member'} ${id} becomes ${role} of ${holder.code}: ${reason}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { who, id, role, reason } = task.payload;
      const by = { actor: task.initiator.id };
      const { holder, personId } = await subjectOf(tx, task.payload, now);
      if (personId !== undefined && personId === approver.personId) throw ownRole();
      if (who === 'invitation') await invitations.release(tx, id, now, by);
      else await changeRoleAsApproved(tx, { memberId: id, role }, now, by);
      const subject = { kind: who === 'invitation' ? 'invitation' : 'membership', id };
      const entry = { action: `${subject.kind}.approved`, subject, holderId: holder.id };
      await auditTask(tx, task, approver, { ...entry, after: { role }, reason }, now);
      return { holder: holder.code, who, id, role };
    },

    async abandon(tx, task: Task<RegistryMemberPayload>, { now, by }) {
      if (task.payload.who === 'invitation') await invitations.drop(tx, task.payload.id, now, { actor: by });
    },
  };
}

/** @throws Refusal INVITATION_UNKNOWN, MEMBER_UNKNOWN, MEMBER_ROLE_OTHER */
async function subjectOf(
  tx: Transaction,
  { who, id, role }: RegistryMemberPayload,
  now: Date,
): Promise<Subject> {
  if (who === 'invitation') {
    const invitation = await requireAwaiting(tx, id, now);
    if (invitation.role !== role) throw otherRole(invitation.role);
    return { holder: invitation.holder };
  }
  const member = await findMember(tx, id, EVERYTHING);
  if (member === undefined) throw memberUnknown();
  return member;
}

/** Out of reach is not there; within reach, only the holder's own people. */
function requireOwn(caller: Caller, holderId: string, who: RegistryMemberPayload['who']): void {
  if (caller.holder?.id === holderId) return;
  if (reaches(caller.reach, holderId)) throw memberOfAnotherHolder();
  throw who === 'invitation' ? invitationUnknown() : memberUnknown();
}
