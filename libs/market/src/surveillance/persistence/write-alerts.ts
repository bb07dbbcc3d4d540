import type { Transaction } from '@carbon/database';
import type { AlertState, EntryKind } from '../domain/alert-states';
import { type Alert, findAlert, type Sight } from './read-alerts';

/** An alert in sight, kept from others until the transaction ends. */
export async function lockAlert(tx: Transaction, id: string, sight: Sight): Promise<Alert | undefined> {
  await tx.query('select from market.alert where id = $1 for update', [id]);
  return findAlert(tx, id, sight);
}

export interface NewEntry {
  readonly kind: EntryKind;
  readonly assignee?: string;
  readonly text?: string;
  readonly taskId?: string;
  readonly halted?: string;
}

export async function addEntry(
  tx: Transaction,
  alertId: string,
  { kind, assignee, text, taskId, halted }: NewEntry,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `insert into market.alert_entry (alert_id, kind, assignee, text, task_id, halted, actor, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [alertId, kind, assignee ?? null, text ?? null, taskId ?? null, halted ?? null, actor, now],
  );
}

export async function assignTo(
  tx: Transaction,
  alertId: string,
  assignee: { readonly id: string; readonly personId: string | null },
  state: AlertState,
  now: Date,
): Promise<void> {
  await tx.query(
    'update market.alert set assignee = $2, assignee_person = $3, state = $4, changed_at = $5 where id = $1',
    [alertId, assignee.id, assignee.personId, state, now],
  );
}

export async function setState(
  tx: Transaction,
  alertId: string,
  state: AlertState,
  now: Date,
): Promise<void> {
  await tx.query(
    `update market.alert
        set state = $2, changed_at = $3, escalated_at = case when $2 = 'escalated' then coalesce(escalated_at, $3)
              else escalated_at end
      where id = $1`,
    [alertId, state, now],
  );
}
