import { IsText } from '@carbon/http';
import type { JobKind } from '@carbon/jobs';
import type { AllocationDesk } from '../desk';
import { IsRoundNumber } from '../http/fields';
import { issueRound } from '../use-cases/issue-round';

const STEP = { zh: '发放配额', en: 'issuing allowances' };
/** Enterprises held back that the result names; there may be more. */
const NAMED = 1_000;

/** What was approved, and by whom; only the room writes it. */
export class ApprovedAllocationIssue {
  @IsRoundNumber()
  round!: string;

  @IsText({ description: 'Who proposed. 发起人', max: 200, example: 'user:…' })
  actor!: string;

  @IsText({ description: 'Who approved. 复核人', max: 200, example: 'user:…' })
  approver!: string;
}

/** What the task `allocation-issue` starts when it is approved; run again after a crash it does what is left. */
export function allocationIssueJob(desk: AllocationDesk): JobKind<ApprovedAllocationIssue> {
  return {
    kind: 'allocation-issue-approved',
    title: { zh: '发放一轮配额', en: 'Issue the allowances of a round' },
    payload: ApprovedAllocationIssue,
    permission: null,
    async run(job) {
      const { round, actor, approver } = job.payload;
      const done = await issueRound(
        job.database,
        desk,
        { number: round, by: { actor, approver } },
        ({ done: ready, total }) => job.progress(STEP, ready, total),
      );
      return {
        ...{ round, lines: done.lines, issuedT: done.issuedT.toString() },
        ...{ returnedT: done.returnedT.toString(), demandedT: done.demandedT.toString() },
        heldBackCount: done.heldBack.length,
        heldBack: done.heldBack.slice(0, NAMED).map(({ holderId, quantity, code, reason }) => ({
          ...{ holderId, quantity: quantity.toString(), code, reason: { ...reason } },
        })),
      };
    },
  };
}
