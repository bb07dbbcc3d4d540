import type { Transaction } from '@carbon/database';

export interface NewEntry {
  readonly id: string;
  readonly account: string;
  readonly trusted: string;
  readonly label: string;
  readonly holderId: string;
  readonly edition: number;
  readonly taskId: string;
  readonly by: string;
  readonly at: Date;
}

/** Returns false when the account is on the list already, or proposed for it. */
export async function insertEntry(tx: Transaction, entry: NewEntry): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `insert into custody.trusted_account
       (id, account, trusted, label, holder_id, trusted_edition, task_id, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (account, trusted) where removed_at is null do nothing returning id`,
    [
      entry.id,
      entry.account,
      entry.trusted,
      entry.label,
      entry.holderId,
      entry.edition,
      entry.taskId,
      entry.by,
      entry.at,
    ],
  );
  if (rows.length === 0) return false;
  await noteEvent(tx, entry.id, 'proposed', entry.by, entry.at, entry.label);
  return true;
}

export async function approveEntry(
  tx: Transaction,
  id: string,
  approval: { readonly by: string; readonly at: Date; readonly effectiveAt: Date },
): Promise<void> {
  await tx.query(
    `update custody.trusted_account set approved_by = $2, approved_at = $3, effective_at = $4 where id = $1`,
    [id, approval.by, approval.at, approval.effectiveAt],
  );
  await noteEvent(tx, id, 'approved', approval.by, approval.at, approval.effectiveAt.toISOString());
}

export async function removeEntry(
  tx: Transaction,
  id: string,
  removal: { readonly by: string; readonly at: Date; readonly reason: string },
): Promise<void> {
  await tx.query(
    `update custody.trusted_account set removed_by = $2, removed_at = $3, removal_reason = $4
      where id = $1 and removed_at is null`,
    [id, removal.by, removal.at, removal.reason],
  );
  await noteEvent(tx, id, 'removed', removal.by, removal.at, removal.reason);
}

export async function relabelEntry(
  tx: Transaction,
  id: string,
  change: { readonly label: string; readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.query('update custody.trusted_account set label = $2 where id = $1', [id, change.label]);
  await noteEvent(tx, id, 'relabelled', change.by, change.at, change.label);
}

async function noteEvent(
  tx: Transaction,
  entryId: string,
  what: 'proposed' | 'approved' | 'relabelled' | 'removed',
  by: string,
  at: Date,
  detail: string,
): Promise<void> {
  await tx.query(
    `insert into custody.trusted_account_event (entry_id, what, at, by_whom, detail) values ($1, $2, $3, $4, $5)`,
    [entryId, what, at, by, detail],
  );
}
