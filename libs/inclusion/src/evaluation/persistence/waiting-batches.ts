import type { Transaction } from '@carbon/database';

/** The batches of one pass. */
export interface ClaimedBatches {
  readonly ids: readonly bigint[];
  readonly acts: number;
  readonly earliest: Date;
}

/**
 * Takes batches that wait, oldest first, for one pass: with the transaction they are judged, or wait again.
 * @param acts about so many at most; a first batch is taken whatever its size
 */
export async function claimBatches(
  tx: Transaction,
  pass: bigint,
  acts: number,
): Promise<ClaimedBatches | undefined> {
  const rows = await tx.query<{ id: string; accepted: number; received_at: Date }>(
    `with waiting as (
       select id, sum(accepted) over (order by id) - accepted as before
         from inclusion.intake_batch where pass_id is null order by id)
     update inclusion.intake_batch b set pass_id = $1 from waiting w
      where b.id = w.id and w.before < $2 returning b.id, b.accepted, b.received_at`,
    [pass.toString(), acts],
  );
  if (rows.length === 0) return undefined;
  return {
    ids: rows.map(({ id }) => BigInt(id)).sort((a, b) => (a < b ? -1 : 1)),
    acts: rows.reduce((sum, { accepted }) => sum + accepted, 0),
    earliest: new Date(Math.min(...rows.map(({ received_at }) => received_at.getTime()))),
  };
}

/** Acts told and not judged yet. */
export async function countWaiting(tx: Pick<Transaction, 'query'>): Promise<number> {
  const [row] = await tx.query<{ acts: string }>(
    'select coalesce(sum(accepted), 0) as acts from inclusion.intake_batch where pass_id is null',
  );
  return Number(row?.acts ?? 0);
}
