import type { Task } from '@carbon/approvals';
import { type AuditEntry, recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { Cause } from '@carbon/ledger';

/** Who acts and who agreed, as the ledger's records name them. */
export function causeOf(task: Pick<Task, 'id' | 'initiator'>, approver: Caller): Cause {
  // what needs no approval is done by its initiator alone
  const agreed = approver.id === task.initiator.id ? {} : { approver: approver.id };
  return { actor: task.initiator.id, ...agreed, reference: task.id };
}

/** The audit entry of what an approved task did. */
export function auditTask(
  tx: Transaction,
  task: Pick<Task, 'initiator' | 'documentHash'>,
  approver: Caller,
  entry: Omit<AuditEntry, 'approver' | 'documentHash'>,
  now: Date,
): Promise<void> {
  const { initiator, documentHash } = task;
  return recordAudit(
    tx,
    {
      ...entry,
      ...(approver.id === initiator.id ? {} : { approver: approver.id }),
      ...(documentHash === null ? {} : { documentHash }),
    },
    now,
    { actor: initiator.id },
  );
}
