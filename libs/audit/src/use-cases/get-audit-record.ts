import type { Transaction } from '@carbon/database';
import type { Reach } from '@carbon/http';
import { readAuditRecord, type StoredAuditRecord } from '../persistence/read-audit-records';
import { unknownAuditRecord } from '../refusals';
import { recordReading } from './record-reading';

/** One record for who may see it; that it was read is recorded when it is personal. @throws Refusal AUDIT_RECORD_UNKNOWN */
export async function getAuditRecord(
  tx: Transaction,
  id: bigint,
  reach: Reach,
  now: Date,
): Promise<StoredAuditRecord> {
  const stored = await readAuditRecord(tx, reach, id);
  if (stored === undefined) throw unknownAuditRecord(id);
  await recordReading(tx, [stored], now);
  return stored;
}
