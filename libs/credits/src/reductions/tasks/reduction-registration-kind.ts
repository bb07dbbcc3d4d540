import type { TaskKind } from '@carbon/approvals';
import { IsOneOf, IsText } from '@carbon/http';
import type { CreditDesk } from '../../desk';
import { toldUnits } from '../../domain/told-serials';
import { stepNotOpen } from '../../life-cycle/domain/refusals';
import { actingOfTask } from '../../life-cycle/use-cases/acting';
import { requireSameReview } from '../../life-cycle/use-cases/same-review';
import { DECISIONS } from '../../projects/tasks/payloads';
import { IsReportNumber } from '../http/fields';
import { registerReductions, requireIssuable } from '../use-cases/register-reductions';
import { lockedReportInReach } from '../use-cases/report-in-reach';
import { stepReport } from '../use-cases/step-report';

export class ReductionRegistrationPayload {
  @IsReportNumber()
  report!: string;

  @IsOneOf(DECISIONS, { description: 'What the review comes to. 审查结论', example: 'register' })
  decision!: (typeof DECISIONS)[number];

  @IsText({ description: 'Why. 理由', max: 1000, example: '核查量与申请量一致，符合登记条件' })
  reason!: string;
}

/** The registry's decision on reductions under review (CCR-004): with the last approval they become units. */
export function reductionRegistrationKind(desk: CreditDesk): TaskKind<ReductionRegistrationPayload> {
  return {
    kind: 'reduction-registration',
    title: { zh: '减排量登记', en: 'Register reductions' },
    payload: ReductionRegistrationPayload,
    propose: 'credit-acts.propose',
    approve: 'credit-acts.approve',

    async prepare(tx, { payload, caller, now }) {
      const { decision, reason } = payload;
      const of = await lockedReportInReach(tx, payload.report, caller.reach, now);
      const { number, state, appliedT, projectNumber } = of.report;
      if (state !== 'under-review') throw stepNotOpen(number, state, decision, 'CCR-004');
      if (decision === 'register') await requireIssuable(tx, of, now);
      const words = { register: ['登记', 'Register'], reject: ['不予登记', 'Reject'] } as const;
      const [zh, en] = words[decision];
      const tonnes = appliedT?.toString() ?? '';
      return {
        holderId: null,
        subject: { kind: 'reduction-report', id: number },
        ...(appliedT === null ? {} : { quantity: appliedT }),
        summary: {
          zh: `${zh}项目 ${projectNumber} 报告 ${number} 的减排量 ${tonnes} 吨：${reason}`,
          en: `${en} ${tonnes} t of report ${number}, project ${projectNumber}: ${reason}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { decision, reason, report: number } = task.payload;
      const of = await lockedReportInReach(tx, number, approver.reach, now);
      await requireSameReview(tx, 'report', of.report, task, 'CCR-004');
      const by = actingOfTask(task, approver);
      const step = { by, now, reason, documentHash: task.documentHash ?? undefined };
      if (decision === 'reject') {
        await stepReport(tx, of.report, { ...step, act: 'reject' });
        return { report: number, state: 'rejected' };
      }
      const { state } = of.report;
      if (state !== 'under-review') throw stepNotOpen(number, state, decision, 'CCR-004');
      const { instrument, quantity, transactionId, cancelled } = await registerReductions(tx, desk, of, step);
      return {
        ...{ report: number, state: 'registered', instrument, quantity: quantity.toString() },
        transaction: transactionId.toString(),
        account: of.project.accountNumber,
        cancelledCertificates: toldUnits(cancelled),
      };
    },
  };
}
