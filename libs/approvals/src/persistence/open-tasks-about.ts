import type { Transaction } from '@carbon/database';

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

/** Tasks that are not ended and are a holder's matter, whatever they concern; the oldest first, ten at most. */
export function openTasksOf(tx: Transaction, holderId: string, except?: string): Promise<OpenTask[]> {
  return tx.query<{ id: string; kind: string }>(
    `select id, kind from approvals.task
      where state in ('proposed', 'approved') and id is distinct from $2::uuid and holder_id = $1
      order by seq limit 10`,
    [holderId, except ?? null],
  );
}
