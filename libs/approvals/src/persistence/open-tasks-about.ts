import type { Reader, Transaction } from '@carbon/database';

export interface OpenTask {
  readonly id: string;
  readonly kind: string;
}

/**
 * Tasks that are not ended and concern a thing: it is their subject, or their payload names it anywhere. The oldest first,
 * ten at most: whoever asks wants to know whether there are any, of any kind or of these.
 */
export function openTasksAbout(
  tx: Transaction,
  subject: { readonly kind: string; readonly id: string },
  except?: string,
  kinds?: readonly string[],
): Promise<OpenTask[]> {
  return tx.query<{ id: string; kind: string }>(
    `select id, kind from approvals.task
      where state in ('proposed', 'approved') and id is distinct from $3::uuid
        and ($4::text[] is null or kind = any($4))
        and ((subject_kind = $1 and subject_id = $2)
          or jsonb_path_exists(payload, '$.** ? (@ == $id)', jsonb_build_object('id', $2::text)))
      order by seq limit 10`,
    [subject.kind, subject.id, except ?? null, kinds ?? null],
  );
}

/** What of an open task its approval depends on. */
export interface WaitingTask {
  readonly seq: string;
  readonly id: string;
  readonly kind: string;
  readonly quantity: bigint | null;
  readonly approvalsNeeded: number;
  readonly holderId: string | null;
  readonly proposedAt: Date;
}

/** Everybody's tasks that wait for approval, in the order of their proposals, after one of them. */
export async function waitingTasks(
  reader: Reader,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<WaitingTask[]> {
  const rows = await reader.query<Omit<WaitingTask, 'quantity'> & { readonly quantity: string | null }>(
    `select seq, id, kind, quantity, approvals_needed as "approvalsNeeded", holder_id as "holderId",
            proposed_at as "proposedAt"
       from approvals.task
      where state = 'proposed' and ($1::bigint is null or seq > $1)
      order by seq limit $2`,
    [after ?? null, limit],
  );
  return rows.map((row) => ({ ...row, quantity: row.quantity === null ? null : BigInt(row.quantity) }));
}

/** Tasks that are not ended and are a holder's matter, whatever they concern; the oldest first, ten at most. */
export function openTasksOf(tx: Transaction, holderId: string, except?: string): Promise<OpenTask[]> {
  return tx.query<{ id: string; kind: string }>(
    `select id, kind from approvals.task
      where state in ('proposed', 'approved') and id is distinct from $2::uuid and holder_id = $1
      order by seq limit 10`,
    [holderId, except ?? null],
  );
}
