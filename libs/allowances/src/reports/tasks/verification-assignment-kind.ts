import type { TaskKind } from '@carbon/approvals';
import type { ReportDesk } from '../desk';
import { noticeRequired } from '../domain/refusals';
import { assignVerifier, requireAssignable } from '../use-cases/assign-verifier';
import { lockedReport } from '../use-cases/report-in-reach';
import { actingOfTask } from '../use-cases/step-report';
import { VerificationAssignmentPayload } from './payloads';

/** The province gives a submitted report to a verifier (CYC-02, ETS-007), on the document of its notice. */
export function verificationAssignmentKind(desk: ReportDesk): TaskKind<VerificationAssignmentPayload> {
  return {
    kind: 'verification-assignment',
    title: { zh: '指派核查机构', en: 'Assign a verifier' },
    payload: VerificationAssignmentPayload,
    propose: 'emission-verification.propose',
    approve: 'emission-verification.approve',

    async prepare(tx, { payload, caller, documentHash }) {
      if (documentHash === undefined) throw noticeRequired();
      const report = await lockedReport(tx, payload.report, caller.reach);
      const body = await requireAssignable(tx, report, payload.verifier);
      const { number, year, market } = report;
      return {
        // the authority's own matter until it is done
        holderId: caller.holder?.id ?? null,
        subject: { kind: 'emission-report', id: number },
        payload: { report: number, verifier: body.code },
        summary: {
          zh: `由 ${body.code}（${body.nameZh}）核查 ${market} 市场 ${year} 年度排放报告 ${number}`,
          en: `${body.code} (${body.nameEn}) is to verify the emission report ${number}, ${market} ${year}`,
        },
      };
    },

    async execute(tx, task, approval) {
      const { documentHash } = task;
      if (documentHash === null) throw noticeRequired();
      const report = await lockedReport(tx, task.payload.report, approval.approver.reach);
      const acting = { ...actingOfTask(task, approval), approvedBy: approval.approver.id };
      const wish = { verifier: task.payload.verifier, documentHash, taskId: task.id };
      const { number, state } = await assignVerifier(tx, desk, report, wish, acting);
      return { report: number, state, verifier: task.payload.verifier };
    },
  };
}
