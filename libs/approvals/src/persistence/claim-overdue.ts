import type { Transaction } from '@carbon/database';
import { TASK_COLUMNS, taskOf, type TaskRecord, type TaskRow } from './task-record';

/** Whether this transaction is the one that sweeps, among all processes, until it ends. */
export async function holdSweep(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ got: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('approvals.expiry')) as got`,
  );
  return row?.got === true;
}

/** Locks open tasks of these kinds whose deadline has passed; those that somebody else holds are passed over. */
export async function claimOverdue(
  tx: Transaction,
  what: {
    readonly kinds: readonly string[];
    readonly now: Date;
    readonly limit: number;
    readonly except: readonly string[];
  },
): Promise<TaskRecord[]> {
  const rows = await tx.query<TaskRow>(
    `select ${TASK_COLUMNS} from approvals.task
      where state = 'proposed' and deadline <= $1 and kind = any($2) and id <> all($3::uuid[])
      order by deadline, id limit $4 for update skip locked`,
    [what.now, what.kinds, what.except, what.limit],
  );
  return rows.map(taskOf);
}
