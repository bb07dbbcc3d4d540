import type { TaskKind } from '@carbon/approvals';
import type { CreditDesk } from '../../desk';
import { decisionDocumentRequired } from '../../life-cycle/domain/refusals';
import { actingOfTask } from '../../life-cycle/use-cases/acting';
import { forceCancellation, requireForcible } from '../use-cases/force-cancellation';
import { lockedInReach } from '../use-cases/project-in-reach';
import { ForcedCancellationPayload } from './payloads';

/** Takes fraudulent reductions back, one for one, by a decision of the authority (CCR-012). */
export function forcedCancellationKind(desk: CreditDesk): TaskKind<ForcedCancellationPayload> {
  return {
    kind: 'forced-cancellation',
    title: { zh: '强制注销虚假减排量', en: 'Cancel fraudulent reductions by force' },
    payload: ForcedCancellationPayload,
    propose: 'credit-acts.propose',
    approve: 'credit-acts.approve',

    async prepare(tx, { payload, caller, now, documentHash }) {
      const project = await lockedInReach(tx, payload.project, caller.reach, now);
      if (documentHash === undefined) throw decisionDocumentRequired();
      const quantity = BigInt(payload.quantity);
      await requireForcible(tx, project, quantity, now);
      const { number, nameZh, nameEn } = project;
      return {
        // the owner is not told before, lest the units be gone
        holderId: null,
        subject: { kind: 'project', id: number },
        quantity,
        summary: {
          zh: `强制注销项目 ${number}（${nameZh}）的虚假减排量 ${payload.quantity} 吨，${payload.decision}`,
          en: `Cancel ${payload.quantity} t of project ${number} (${nameEn}) by force: ${payload.decision}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { decision, quantity } = task.payload;
      if (task.documentHash === null) throw decisionDocumentRequired();
      const project = await lockedInReach(tx, task.payload.project, approver.reach, now);
      const forced = await forceCancellation(tx, desk, project, {
        ...{ quantity: BigInt(quantity), decision, documentHash: task.documentHash },
        ...{ by: actingOfTask(task, approver), now },
      });
      return {
        project: project.number,
        quantity,
        voluntary: forced.voluntary.toString(),
        taken: forced.taken.toString(),
        owed: forced.owed.toString(),
      };
    },
  };
}
