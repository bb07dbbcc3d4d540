import type { TaskKind } from '@carbon/approvals';
import type { ReportDesk } from '../desk';
import { lockedByOwner, lockedReport } from '../use-cases/report-in-reach';
import { actingOfTask } from '../use-cases/step-report';
import { requireSubmittable, submitReport } from '../use-cases/submit-report';
import { EmissionReportSubmissionPayload } from './payloads';

/** CYC-01: an enterprise's maker submits its report, its checker approves; late is accepted and marked. */
export function emissionReportSubmissionKind(desk: ReportDesk): TaskKind<EmissionReportSubmissionPayload> {
  return {
    kind: 'emission-report-submission',
    title: { zh: '提交年度排放报告', en: 'Submit an annual emission report' },
    payload: EmissionReportSubmissionPayload,
    propose: 'emission-reports.write',
    approve: 'emission-reports.approve',

    async prepare(tx, { payload, caller }) {
      const report = await lockedByOwner(tx, payload.report, caller);
      const { version, checks } = await requireSubmittable(tx, desk, report, payload.version);
      const { number, year, market, holderId } = report;
      const [total, warnings] = [version.totalT.toString(), checks.length];
      return {
        holderId,
        subject: { kind: 'emission-report', id: number },
        payload: { report: number, version: payload.version },
        summary: {
          zh: `提交 ${market} 市场 ${year} 年度排放报告 ${number} 第 ${payload.version} 版：${total} 吨，${warnings} 条提示`,
          en: `Submit version ${payload.version} of the emission report ${number}, ${market} ${year}: ${total} t, ${warnings} warnings`,
        },
      };
    },

    async execute(tx, task, approval) {
      const { report: name, version } = task.payload;
      const report = await lockedReport(tx, name, approval.approver.reach);
      const acting = { ...actingOfTask(task, approval), taskId: task.id };
      const { number, state, submittedVersion } = await submitReport(tx, desk, report, version, acting);
      return { report: number, state, version: submittedVersion };
    },
  };
}
