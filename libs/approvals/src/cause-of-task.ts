import { type AuditActor, type AuditEntry, recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { Task } from './task-kind';

/** Who acts and who agreed, as the ledger's records name them. */
export function causeOf(
  task: Pick<Task, 'initiator' | 'documentHash'>,
  approver: Caller,
): { readonly actor: string; readonly approver?: string; readonly documentHash?: Buffer } {
  return {
    actor: task.initiator.id,
    // a kind that needs no approval is done by its initiator alone
    ...(approver.id === task.initiator.id ? {} : { approver: approver.id }),
    ...(task.documentHash === null ? {} : { documentHash: Buffer.from(task.documentHash, 'hex') }),
  };
}

/** The audit entry of what an approved task did. */
export function auditTask(
  tx: Transaction,
  task: Pick<Task, 'initiator' | 'documentHash'>,
  approver: Caller,
  entry: Omit<AuditEntry, 'approver' | 'documentHash'>,
  now: Date,
): Promise<void> {
  const by: AuditActor = { actor: task.initiator.id };
  return recordAudit(
    tx,
    {
      ...entry,
      ...(approver.id === task.initiator.id ? {} : { approver: approver.id }),
      ...(task.documentHash === null ? {} : { documentHash: task.documentHash }),
    },
    now,
    by,
  );
}
