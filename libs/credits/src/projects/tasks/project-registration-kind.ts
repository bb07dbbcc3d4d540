import type { TaskKind } from '@carbon/approvals';
import type { CreditDesk } from '../../desk';
import { toldUnits } from '../../domain/told-serials';
import { stepNotOpen } from '../../life-cycle/domain/refusals';
import { actingOfTask } from '../../life-cycle/use-cases/acting';
import { requireSameReview } from '../../life-cycle/use-cases/same-review';
import { lockedInReach } from '../use-cases/project-in-reach';
import { registerProject, requireRegistrable } from '../use-cases/register-project';
import { stepProject } from '../use-cases/step-project';
import { ProjectRegistrationPayload } from './payloads';

/** The registry's decision on a project under review (CCR-003): its maker proposes, its checkers approve. */
export function projectRegistrationKind(desk: CreditDesk): TaskKind<ProjectRegistrationPayload> {
  return {
    kind: 'project-registration',
    title: { zh: '减排项目登记', en: 'Register a project' },
    payload: ProjectRegistrationPayload,
    propose: 'credit-acts.propose',
    approve: 'credit-acts.approve',

    async prepare(tx, { payload, caller, now }) {
      const { decision, reason } = payload;
      const project = await lockedInReach(tx, payload.project, caller.reach, now);
      const { number, state, nameZh, nameEn, scheme } = project;
      if (state !== 'under-review') throw stepNotOpen(number, state, decision, 'CCR-003');
      if (decision === 'register') await requireRegistrable(tx, project, now);
      const words = { register: ['登记', 'Register'], reject: ['不予登记', 'Reject'] } as const;
      const [zh, en] = words[decision];
      return {
        // the registry's own matter until it is decided; the owner reads the outcome in the project
        holderId: null,
        subject: { kind: 'project', id: number },
        summary: {
          zh: `${zh} ${scheme} 项目 ${number}（${nameZh}）：${reason}`,
          en: `${en} project ${number} (${nameEn}) of ${scheme}: ${reason}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { decision, reason } = task.payload;
      const project = await lockedInReach(tx, task.payload.project, approver.reach, now);
      const { number, state } = project;
      if (state !== 'under-review') throw stepNotOpen(number, state, decision, 'CCR-003');
      await requireSameReview(tx, 'project', project, task, 'CCR-003');
      const by = actingOfTask(task, approver);
      const step = { by, now, reason, documentHash: task.documentHash ?? undefined };
      if (decision === 'reject') {
        await stepProject(tx, project, { ...step, act: 'reject' });
        return { project: number, state: 'rejected' };
      }
      const { frozen, tradedMonths } = await registerProject(tx, desk, project, step);
      return {
        project: number,
        state: 'registered',
        frozen: toldUnits(frozen),
        monthsNotCreditable: [...tradedMonths],
      };
    },
  };
}
