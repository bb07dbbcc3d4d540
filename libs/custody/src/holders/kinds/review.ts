import type { Task } from '@carbon/approvals';
import type { Caller } from '@carbon/http';
import type { Reviewed } from '@carbon/identity';

/** An approved task as the records of holders name it. */
export function reviewOf(
  task: Task,
  { approver, now }: { readonly approver: Caller; readonly now: Date },
  reason: string,
): Reviewed {
  return {
    by: task.initiator.id,
    // a kind that the rules let one person do is done by its initiator alone
    approver: approver.id === task.initiator.id ? null : approver.id,
    taskId: task.id,
    reason,
    documentHash: task.documentHash,
    now,
  };
}

/** The same, of an act that rests on a document. @throws Refusal of `missing` */
export function documentedReview(
  task: Task,
  approval: { readonly approver: Caller; readonly now: Date },
  reason: string,
  missing: () => Error,
): Reviewed & { readonly documentHash: string } {
  const { documentHash } = task;
  if (documentHash === null) throw missing();
  return { ...reviewOf(task, approval, reason), documentHash };
}
