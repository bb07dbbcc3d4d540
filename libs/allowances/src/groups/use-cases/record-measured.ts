import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { partsOverlap } from '../domain/refusals';
import { insertMeasured, type MeasuredRow, overlappingParts } from '../persistence/measured';

/**
 * Writes measured emissions of an enterprise down. A later row of a part and month corrects an earlier one; both stay.
 * @throws Refusal GROUPS_PARTS_OVERLAP when a month would count something twice
 */
export async function recordMeasured(
  tx: Transaction,
  holderId: string,
  rows: readonly MeasuredRow[],
  caller: Pick<Caller, 'id'>,
  now: Date,
): Promise<number> {
  // one writer a holder, so that two halves of an overlap cannot pass each other
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('measured ' || $1, 0))`, [holderId]);
  await insertMeasured(tx, holderId, rows, { now, by: caller.id });
  const [overlap] = await overlappingParts(tx, holderId);
  if (overlap !== undefined) throw partsOverlap(overlap.month, overlap.above, overlap.below);
  const months = [...new Set(rows.map(({ month }) => month))].sort();
  await recordAudit(
    tx,
    {
      action: 'emissions.measured',
      subject: { kind: 'holder', id: holderId },
      holderId,
      after: { rows: rows.length, from: months[0] ?? null, to: months.at(-1) ?? null },
    },
    now,
    { actor: caller.id },
  );
  return rows.length;
}
