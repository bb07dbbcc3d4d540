import type { Transaction } from '@carbon/database';
import { type AuditActor, recordAudit } from '../record-audit';

/**
 * Forgets where acts before a moment came from: address, browser and the salt without which their hash tells nothing.
 * The records stay and still verify. Returns how many origins there were.
 */
export async function eraseAuditOrigins(
  tx: Transaction,
  before: Date,
  now: Date,
  by?: AuditActor,
): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `with erased as (
       delete from audit.origin o using audit.record r where r.id = o.record_id and r.at < $1 returning o.record_id)
     select count(*)::int as count from erased`,
    [before],
  );
  const count = row?.count ?? 0;
  if (count === 0) return 0;
  await recordAudit(
    tx,
    {
      action: 'audit.origins-erased',
      subject: { kind: 'audit-trail', id: before.toISOString() },
      after: { count },
    },
    now,
    by,
  );
  return count;
}
