import type { TaskKind } from '@carbon/approvals';
import { IsText, type Sent } from '@carbon/http';
import { type JobKind, requestJob } from '@carbon/jobs';
import type { ApprovedIssueRun } from '../jobs/issue-run';
import { countWaiting } from '../persistence/issuing-records';

export class IssueRunPayload {
  @IsText({
    description: 'For the approvers. 说明',
    max: 200,
    optional: true,
    example: '2026 年 2 月批量核发',
  })
  note?: string;
}

/**
 * Issuing by batch (RULES 7.4.1): the registry's makers propose, its checkers approve, and a job that can be watched issues
 * what waits then.
 */
export function issueRunKind(job: JobKind<ApprovedIssueRun>): TaskKind<IssueRunPayload> {
  return {
    kind: 'certificate-issue-run',
    title: { zh: '批量核发绿证', en: 'Issue all certificates that are waiting' },
    payload: IssueRunPayload,
    propose: 'issues.propose',
    approve: 'issues.approve',
    async prepare(tx) {
      const { plants, months } = await countWaiting(tx);
      return {
        holderId: null,
        subject: { kind: 'issue-run', id: 'all' },
        summary: {
          zh: `批量核发：现有 ${plants} 座电站的 ${months} 个电站月待核发`,
          en: `Issue by batch: ${months} plant-months of ${plants} plants wait now`,
        },
      };
    },
    async execute(tx, { initiator }, { approver, now }) {
      const payload = { actor: initiator.id, approver: approver.id } satisfies Sent<ApprovedIssueRun>;
      const { id } = await requestJob(tx, { kind: job, payload }, approver, now);
      return { job: id };
    },
  };
}
