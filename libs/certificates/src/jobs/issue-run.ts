import type { JobKind, RunningJob } from '@carbon/jobs';
import { IsText } from '@carbon/http';
import type { Json } from '@carbon/kernel';
import type { Actor, Desk } from '../use-cases/desk';
import { issueAll } from '../use-cases/issue-all';

const TITLE = { zh: '批量核发绿证', en: 'Issue all certificates that are waiting' };
const STEP = { zh: '核发', en: 'issuing' };
/** Plants held back that the result names; there may be more. */
const NAMED = 1_000;

/** Asks for nothing: everything that waits is issued. */
export class IssueRunRequest {}

/** Who proposed and who approved; only the room writes it. */
export class ApprovedIssueRun {
  @IsText({ description: 'Who proposed. 发起人', max: 200, example: 'user:…' })
  actor!: string;

  @IsText({ description: 'Who approved. 复核人', max: 200, example: 'user:…' })
  approver!: string;
}

/** For machines of the operator (GEC-002). Run again after a crash it does what is left. */
export function issueRunJob(desk: Desk): JobKind<IssueRunRequest> {
  return {
    kind: 'certificate-issue-run',
    title: TITLE,
    payload: IssueRunRequest,
    permission: 'certificates.issue',
    run: (job) => run(job, desk, { actor: job.requestedBy }),
  };
}

/** What the task `certificate-issue-run` starts when it is approved. */
export function approvedIssueRunJob(desk: Desk): JobKind<ApprovedIssueRun> {
  return {
    kind: 'certificate-issue-run-approved',
    title: TITLE,
    payload: ApprovedIssueRun,
    permission: null,
    run: (job) => run(job, desk, { actor: job.payload.actor, approver: job.payload.approver }),
  };
}

async function run(job: RunningJob, desk: Desk, by: Actor): Promise<Json> {
  const { plantMonths, certificates, heldBack } = await issueAll(job.database, desk, by, ({ done, total }) =>
    job.progress(STEP, done, total),
  );
  return {
    plantMonths,
    certificates: certificates.toString(),
    heldBackCount: heldBack.length,
    heldBack: heldBack.slice(0, NAMED).map(({ plant, month, code, reason }) => ({
      ...{ plant, month, code },
      reason: { ...reason },
    })),
  };
}
