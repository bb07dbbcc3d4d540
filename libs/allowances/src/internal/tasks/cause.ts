import type { Task } from '@carbon/approvals';
import { type AuditEntry, recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { Cause } from '@carbon/ledger';

/** Who acts and who agreed, as the ledger names them, with the market and year it is about. */
export function causeOf(task: Task, approver: Caller, reference: string): Cause {
  return {
    actor: task.initiator.id,
    approver: approver.id,
    reference,
    ...(task.documentHash === null ? {} : { documentHash: Buffer.from(task.documentHash, 'hex') }),
  };
}

/** The record of what an approved task did to a market. */
export function auditMarket(
  tx: Transaction,
  task: Task,
  approver: Caller,
  {
    action,
    market,
    holderId,
    after,
  }: {
    readonly action: string;
    readonly market: string;
    readonly holderId: string;
    readonly after: NonNullable<AuditEntry['after']>;
  },
  now: Date,
): Promise<void> {
  const entry = {
    ...{ action, holderId, after, approver: approver.id },
    subject: { kind: 'internal-market', id: market },
    ...(task.documentHash === null ? {} : { documentHash: task.documentHash }),
  };
  return recordAudit(tx, entry, now, { actor: task.initiator.id });
}
