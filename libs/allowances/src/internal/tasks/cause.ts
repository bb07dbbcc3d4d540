import { auditTask, causeOf as causeOfTask, type Task } from '@carbon/approvals';
import type { AuditEntry } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { Cause } from '@carbon/ledger';

/** Who acts and who agreed, as the ledger names them, with the market and year it is about. */
export const causeOf = (task: Task, approver: Caller, reference: string): Cause => ({
  ...causeOfTask(task, approver),
  reference,
});

/** The record of what an approved task did to a market. */
export function auditMarket(
  tx: Transaction,
  task: Task,
  approver: Caller,
  { market, ...entry }: Omit<AuditEntry, 'subject'> & { readonly market: string },
  now: Date,
): Promise<void> {
  const subject = { kind: 'internal-market', id: market };
  return auditTask(tx, task, approver, { ...entry, subject }, now);
}
