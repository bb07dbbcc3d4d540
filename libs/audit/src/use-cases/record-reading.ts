import type { Transaction } from '@carbon/database';
import type { StoredAuditRecord } from '../persistence/read-audit-records';
import { recordAudit } from '../record-audit';

/**
 * Looking at records of personal acts is an act itself: one entry a request that showed some, naming which. It holds
 * nothing personal, so looking at it is not recorded in turn.
 */
export async function recordReading(
  tx: Transaction,
  shown: readonly StoredAuditRecord[],
  now: Date,
): Promise<void> {
  const personal = shown.filter(({ record }) => record.personal);
  const [first] = personal;
  if (first === undefined) return;
  const holders = new Set(personal.map(({ record }) => record.holderId));
  const { holderId } = first.record;
  await recordAudit(
    tx,
    {
      action: 'audit.read',
      subject: { kind: 'audit-record', id: first.id.toString() },
      ...(holders.size === 1 && holderId !== null ? { holderId } : {}),
      after: { records: personal.map(({ id }) => id.toString()) },
    },
    now,
  );
}
