import type { TaskKind } from '@carbon/approvals';
import { findHolder, readGroup, unknownHolder } from '@carbon/identity';
import type { TargetNode } from '../../domain/groups/split-target';
import { GroupTargetPayload } from '../http/payloads';
import { groupInReach } from '../use-cases/group-in-reach';
import { planTarget, sharesOf } from '../use-cases/plan-target';

/** A group's target, split over companies, sites and devices (S05): two people of its head decide it. */
export const groupTargetKind: TaskKind<GroupTargetPayload> = {
  kind: 'group-target',
  title: { zh: '集团目标分解', en: 'Split a target of a group' },
  payload: GroupTargetPayload,
  propose: 'internal-markets.propose',
  approve: 'internal-markets.approve',

  async prepare(tx, { payload, caller }) {
    const { headId, members } = await groupInReach(tx.manager, payload.head, caller);
    const targetT = BigInt(payload.targetT);
    const shares = sharesOf({ targetT, leaves: leavesOf(payload) }, members);
    return {
      holderId: headId,
      subject: { kind: 'holder', id: headId },
      quantity: targetT,
      summary: {
        zh: `${payload.head} ${payload.year} 年目标 ${payload.targetT} 吨，分解到 ${shares.size} 个对象`,
        en: `Split ${payload.targetT} t of ${payload.head} for ${payload.year} over ${shares.size} parts`,
      },
    };
  },

  async execute(tx, { payload, holderId, initiator }, { approver, now }) {
    const head = holderId === null ? undefined : await findHolder(tx.manager, holderId);
    if (head === undefined) throw unknownHolder(payload.head);
    const members = await readGroup(tx, head.id);
    const target = {
      ...{ headId: head.id, year: payload.year, targetT: BigInt(payload.targetT) },
      leaves: leavesOf(payload),
    };
    return planTarget(tx, target, members, { actor: initiator.id, approver: approver.id }, now);
  },
};

const leavesOf = ({ parts }: GroupTargetPayload): TargetNode[] =>
  parts.map(({ path, weight }) => ({ path, weight: BigInt(weight) }));
