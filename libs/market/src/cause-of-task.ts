import type { Task } from '@carbon/approvals';
import type { Caller } from '@carbon/http';
import type { Cause } from '@carbon/ledger';

/** Who acts and who agreed, as the ledger's records name them. */
export function causeOf(task: Pick<Task, 'id' | 'initiator'>, approver: Caller): Cause {
  // what needs no approval is done by its initiator alone
  const agreed = approver.id === task.initiator.id ? {} : { approver: approver.id };
  return { actor: task.initiator.id, ...agreed, reference: task.id };
}
