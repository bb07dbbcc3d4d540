import { refusalToJson, type Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { Refusal } from '@carbon/kernel';
import type { TaskDesk } from '../desk';
import { nextState } from '../domain/task-state';
import type { TaskRecord } from '../persistence/task-record';
import { moveTask } from '../persistence/write-tasks';
import { kindNamed, taskFor } from './kind-of-task';
import { recordAct } from './record-act';

/** Does what the task says, against the state of now. @throws Refusal of the kind */
export async function executeTask(
  tx: Transaction,
  desk: TaskDesk,
  task: TaskRecord,
  approver: Caller,
  now: Date,
): Promise<TaskRecord> {
  const kind = kindNamed(desk, task.kind);
  const outcome = await kind.execute(tx, taskFor(kind, task), { approver, now });
  const executed = await moveTask(tx, task.id, {
    state: nextState(task.state, 'execute'),
    endedAt: now,
    outcome,
  });
  await recordAct(tx, desk, executed, { what: executed.state, by: approver, now });
  return executed;
}

/**
 * Executes what was approved. When the kind refuses, nothing of its work stays, what was set apart is let go, and the
 * task has failed with the refusal: the approval itself has happened and is answered so. Refusals that ask to come
 * again (429, 503) and faults take the approval back instead.
 */
export async function executeOrFail(
  tx: Transaction,
  desk: TaskDesk,
  task: TaskRecord,
  approver: Caller,
  now: Date,
): Promise<TaskRecord> {
  await tx.query('savepoint execution');
  try {
    return await executeTask(tx, desk, task, approver, now);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 429 || error.status === 503) throw error;
    await tx.query('rollback to savepoint execution');
    return fail(tx, desk, task, approver, error, now);
  }
}

async function fail(
  tx: Transaction,
  desk: TaskDesk,
  task: TaskRecord,
  approver: Caller,
  refusal: Refusal,
  now: Date,
): Promise<TaskRecord> {
  const kind = kindNamed(desk, task.kind);
  await kind.abandon?.(tx, taskFor(kind, task), {
    how: 'failed',
    now,
    by: approver.id,
    reason: refusal.code,
  });
  const failed = await moveTask(tx, task.id, {
    state: nextState(task.state, 'fail'),
    endedAt: now,
    failure: refusalToJson(refusal),
  });
  await recordAct(tx, desk, failed, { what: failed.state, by: approver, now, failure: refusal.code });
  return failed;
}
