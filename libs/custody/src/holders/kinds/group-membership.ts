import type { TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import {
  type Holder,
  joinGroup,
  leaveGroup,
  requireCanJoin,
  requireMember,
  unknownHolder,
} from '@carbon/identity';
import { consentRequired, sameHolders } from '../domain/refusals';
import { GroupPayload } from '../http/payloads';
import { organisation, organisationOf, requireActive, subjectOf } from './parties';
import { documentedReview, reviewOf } from './review';

/**
 * A holder joins another's group: the parent sees what it holds, and owns nothing of it. The parent (or the registry for
 * it) proposes; the registry approves, for the member's own people have no leave to decide about holders. What the
 * member agreed to is its consent document, which the task must name and the registry's approver reads.
 */
export const groupJoinKind: TaskKind<GroupPayload> = {
  kind: 'group-join',
  title: { zh: '加入集团', en: 'Join a group of companies' },
  payload: GroupPayload,
  propose: 'holder-changes.propose',
  approve: 'holder-changes.approve',

  async prepare(tx, { payload, caller, documentHash }) {
    const parent = await organisationOf(tx, payload.parent, caller);
    const member = await organisation(tx, payload.member);
    if (documentHash === undefined) throw consentRequired();
    await requireJoinable(tx, parent, member);
    return {
      holderId: parent.id,
      subject: subjectOf(member),
      payload: { parent: parent.code, member: member.code, reason: payload.reason },
      summary: {
        zh:
          `${member.code}（${member.nameZh}）加入 ${parent.code}（${parent.nameZh}）的集团，` +
          `后者可查看其持有情况，权属不变：${payload.reason}`,
        en:
          `${member.code} (${member.nameEn}) joins the group of ${parent.code} (${parent.nameEn}), which may see what it ` +
          `holds; ownership does not move: ${payload.reason}`,
      },
    };
  },

  async execute(tx, task, approval) {
    const review = documentedReview(task, approval, task.payload.reason, consentRequired);
    const { parent, member } = await bothOf(tx, task.payload);
    await requireJoinable(tx, parent, member);
    await joinGroup(tx, parent, member, review);
    return { parent: parent.code, member: member.code };
  },
};

/** A member leaves its group; either side, or the registry, proposes. */
export const groupLeaveKind: TaskKind<GroupPayload> = {
  kind: 'group-leave',
  title: { zh: '退出集团', en: 'Leave a group of companies' },
  payload: GroupPayload,
  propose: 'holder-changes.propose',
  approve: 'holder-changes.approve',

  async prepare(tx, { payload, caller }) {
    const { parent, member } = await bothOf(tx, payload);
    const proposer = sideOf(caller, parent, member);
    if (proposer === undefined) throw unknownHolder(payload.parent);
    await requireMember(tx, parent, member);
    return {
      holderId: proposer.id,
      subject: subjectOf(member),
      payload: { parent: parent.code, member: member.code, reason: payload.reason },
      summary: {
        zh: `${member.code}（${member.nameZh}）退出 ${parent.code}（${parent.nameZh}）的集团：${payload.reason}`,
        en: `${member.code} (${member.nameEn}) leaves the group of ${parent.code} (${parent.nameEn}): ${payload.reason}`,
      },
    };
  },

  async execute(tx, task, approval) {
    const { parent, member } = await bothOf(tx, task.payload);
    await leaveGroup(tx, parent, member, reviewOf(task, approval, task.payload.reason));
    return { parent: parent.code, member: member.code };
  },
};

async function bothOf(
  tx: Transaction,
  names: Pick<GroupPayload, 'parent' | 'member'>,
): Promise<{ readonly parent: Holder; readonly member: Holder }> {
  return { parent: await organisation(tx, names.parent), member: await organisation(tx, names.member) };
}

function sideOf(caller: Caller, ...sides: readonly Holder[]): Holder | undefined {
  return sides.find(({ id }) => reaches(caller.reach, id));
}

async function requireJoinable(tx: Transaction, parent: Holder, member: Holder): Promise<void> {
  if (parent.id === member.id) throw sameHolders();
  requireActive(parent);
  requireActive(member);
  await requireCanJoin(tx, parent, member);
}
