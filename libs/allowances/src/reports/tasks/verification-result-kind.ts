import type { TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import type { Reach } from '@carbon/http';
import type { ReportDesk } from '../desk';
import { reviewedAgain } from '../domain/refusals';
import type { EmissionReport } from '../persistence/report';
import type { Conclusion } from '../persistence/verification';
import { confirmResult, requireConfirmable, standingConclusion } from '../use-cases/confirm-result';
import { lockedReport } from '../use-cases/report-in-reach';
import { actingOfTask, stepReport } from '../use-cases/step-report';
import { VerificationResultPayload } from './payloads';

/** The province confirms what a verifier came to, or has it verified again (CYC-02, SUR-001). */
export function verificationResultKind(desk: ReportDesk): TaskKind<VerificationResultPayload> {
  return {
    kind: 'verification-result',
    title: { zh: '确认核查结果', en: 'Confirm a verification result' },
    payload: VerificationResultPayload,
    propose: 'emission-verification.propose',
    approve: 'emission-verification.approve',

    async prepare(tx, { payload, caller }) {
      const { report, conclusion } = await decided(tx, payload, caller.reach);
      if (payload.decision === 'confirm') await requireConfirmable(tx, report, conclusion);
      const { number, year, market } = report;
      const { verifiedT, reportedT } = conclusion;
      const words = { confirm: ['确认', 'Confirm'], return: ['退回', 'Send back'] } as const;
      const [zh, en] = words[payload.decision];
      return {
        holderId: caller.holder?.id ?? null,
        subject: { kind: 'emission-report', id: number },
        payload: {
          report: number,
          conclusion: conclusion.number,
          decision: payload.decision,
          reason: payload.reason,
        },
        summary: {
          zh: `${zh}报告 ${number}（${market} ${year}）的核查结果：核查 ${verifiedT} 吨，填报 ${reportedT} 吨。${payload.reason}`,
          en: `${en} the verification of ${number} (${market} ${year}): ${verifiedT} t verified, ${reportedT} t reported. ${payload.reason}`,
        },
      };
    },

    async execute(tx, task, approval) {
      const { payload } = task;
      const { report } = await decided(tx, payload, approval.approver.reach);
      const acting = actingOfTask(task, approval);
      if (payload.decision === 'return') {
        const change = { conclusion: null };
        const { state } = await stepReport(
          tx,
          report,
          { act: 'reopen', change, reason: payload.reason },
          acting,
        );
        return { report: report.number, state };
      }
      const { report: after, verified } = await confirmResult(tx, desk, report, acting, payload.reason);
      return {
        ...{ report: after.number, state: after.state, verified: verified.id, version: verified.version },
        ...{ verifiedT: verified.verifiedT.toString(), objectUntil: after.objectUntil },
      };
    },
  };
}

/** The report with the very conclusion that was proposed to be decided on (REG-001). @throws Refusal EMISSION_REVIEWED_AGAIN */
async function decided(
  tx: Transaction,
  { report: name, conclusion: number }: VerificationResultPayload,
  reach: Reach,
): Promise<{ readonly report: EmissionReport; readonly conclusion: Conclusion }> {
  const report = await lockedReport(tx, name, reach);
  const conclusion = await standingConclusion(tx, report);
  if (conclusion.number !== number) throw reviewedAgain(report.number);
  return { report, conclusion };
}
