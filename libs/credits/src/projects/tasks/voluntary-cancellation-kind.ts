import type { TaskKind } from '@carbon/approvals';
import { accountInReach } from '@carbon/ledger';
import type { CreditDesk } from '../../desk';
import { actingOfTask, requireActsFor } from '../../life-cycle/use-cases/acting';
import { accountNotOwners } from '../domain/refusals';
import { cancelVoluntarily, requireOfScheme } from '../use-cases/cancel-voluntarily';
import { lockedByOwner, lockedInReach } from '../use-cases/project-in-reach';
import { VoluntaryCancellationPayload } from './payloads';

/** An owner gives units back for reductions that should not have been (CCR-012): its maker proposes, its checker approves. */
export function voluntaryCancellationKind(desk: CreditDesk): TaskKind<VoluntaryCancellationPayload> {
  return {
    kind: 'voluntary-cancellation',
    title: { zh: '自愿注销虚假减排量', en: 'Cancel units for reductions that should not have been' },
    payload: VoluntaryCancellationPayload,
    propose: 'projects.propose',
    approve: 'projects.approve',

    async prepare(tx, { payload, caller, now }) {
      const { account: number, instrument, quantity } = payload;
      const project = await lockedByOwner(tx, payload.project, caller, { act: 'cancel', now });
      const account = await accountInReach(tx, number, caller.reach);
      if (account.holderId !== project.holderId) throw accountNotOwners(number);
      await requireOfScheme(tx, project, instrument);
      return {
        holderId: project.holderId,
        subject: { kind: 'project', id: project.number },
        quantity: BigInt(quantity),
        summary: {
          zh: `为项目 ${project.number} 自愿注销账户 ${number} 的 ${instrument} ${quantity} 吨`,
          en: `Cancel ${quantity} t of ${instrument} in account ${number} for project ${project.number}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { account: number, instrument, quantity } = task.payload;
      const project = await lockedInReach(tx, task.payload.project, approver.reach, now);
      requireActsFor(approver, project.holderId, 'cancel');
      const account = await accountInReach(tx, number, approver.reach);
      if (account.holderId !== project.holderId) throw accountNotOwners(number);
      const done = await cancelVoluntarily(tx, desk, project, {
        ...{ account: number, instrument, quantity: BigInt(quantity) },
        ...{ by: actingOfTask(task, approver), now, documentHash: task.documentHash ?? undefined },
      });
      return { project: project.number, quantity, transaction: done.transactionId.toString() };
    },
  };
}
