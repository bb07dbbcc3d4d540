import type { TaskKind } from '@carbon/approvals';
import type { CreditDesk } from '../../desk';
import { decisionDocumentRequired } from '../../life-cycle/domain/refusals';
import { actingOfTask } from '../../life-cycle/use-cases/acting';
import { projectNotRegistered } from '../domain/refusals';
import { cancelProject } from '../use-cases/cancel-project';
import { lockedInReach } from '../use-cases/project-in-reach';
import { ProjectCancellationPayload } from './payloads';

/** Ends a registered project for good (CCR-008), on a document that says why. */
export function projectCancellationKind(desk: CreditDesk): TaskKind<ProjectCancellationPayload> {
  return {
    kind: 'project-cancellation',
    title: { zh: '减排项目注销', en: 'Cancel a project' },
    payload: ProjectCancellationPayload,
    propose: 'credit-acts.propose',
    approve: 'credit-acts.approve',

    async prepare(tx, { payload, caller, now, documentHash }) {
      const project = await lockedInReach(tx, payload.project, caller.reach, now);
      const { number, state, nameZh, nameEn } = project;
      if (state !== 'registered') throw projectNotRegistered(number);
      if (documentHash === undefined) throw decisionDocumentRequired();
      return {
        holderId: null,
        subject: { kind: 'project', id: number },
        summary: {
          zh: `注销项目 ${number}（${nameZh}），不得再次登记：${payload.reason}`,
          en: `Cancel project ${number} (${nameEn}), which can never be registered again: ${payload.reason}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { reason } = task.payload;
      const found = await lockedInReach(tx, task.payload.project, approver.reach, now);
      const { project, thawed } = await cancelProject(tx, desk, found, {
        by: actingOfTask(task, approver),
        ...{ now, reason, documentHash: task.documentHash ?? undefined },
      });
      return { project: project.number, state: project.state, thawed: thawed.toString() };
    },
  };
}
