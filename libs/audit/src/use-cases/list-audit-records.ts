import type { Transaction } from '@carbon/database';
import type { Reach } from '@carbon/http';
import type { Page, PageRequest } from '@carbon/kernel';
import { type AuditFilter, readAuditPage, type StoredAuditRecord } from '../persistence/read-audit-records';
import { recordReading } from './record-reading';

/** A page of the trail, newest first; that it was read is recorded when it shows personal acts. */
export async function listAuditRecords(
  tx: Transaction,
  reach: Reach,
  filter: AuditFilter,
  page: PageRequest,
  now: Date,
): Promise<Page<StoredAuditRecord>> {
  const found = await readAuditPage(tx, reach, filter, page);
  await recordReading(tx, found.items, now);
  return found;
}
