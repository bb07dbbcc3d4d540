import type { Task } from '@carbon/approvals';
import type { Caller } from '@carbon/http';
import type { Cause } from '@carbon/ledger';

/** Who acts and who agreed, as the ledger's records name them. */
export function causeOf(task: Task, approver: Caller): Cause {
  return {
    actor: task.initiator.id,
    // a kind that needs no approval is done by its initiator alone
    ...(approver.id === task.initiator.id ? {} : { approver: approver.id }),
    ...(task.documentHash === null ? {} : { documentHash: Buffer.from(task.documentHash, 'hex') }),
  };
}
