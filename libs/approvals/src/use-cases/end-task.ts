import type { Transaction } from '@carbon/database';
import { type Caller, permissionMissing } from '@carbon/http';
import type { TaskDesk } from '../desk';
import { notTheInitiator, otherOffice, taskUnknown } from '../domain/refusals';
import { nextState } from '../domain/task-state';
import { lockTask } from '../persistence/read-tasks';
import type { TaskRecord } from '../persistence/task-record';
import { moveTask } from '../persistence/write-tasks';
import { kindNamed, taskFor } from './kind-of-task';
import { recordAct, SYSTEM } from './record-act';
import { sightOf } from './sight-of';

export interface TaskEnding {
  readonly taskId: string;
  readonly comment?: string | undefined;
}

/**
 * Says no: whoever may approve such tasks, and the initiator too (REG-001 allows it).
 * @throws Refusal TASK_UNKNOWN, PERMISSION_MISSING, TASK_OF_ANOTHER_OFFICE, TASK_COMPLETED
 */
export async function rejectTask(
  tx: Transaction,
  desk: TaskDesk,
  { taskId, comment }: TaskEnding,
  caller: Caller,
  now: Date,
): Promise<TaskRecord> {
  const task = await locked(tx, desk, taskId, caller);
  if (task.initiator.id !== caller.id) {
    const { approve } = kindNamed(desk, task.kind);
    if (!caller.permissions.has(approve)) throw permissionMissing(approve);
    if (task.office !== null && task.office !== caller.holder?.id) throw otherOffice();
  }
  return endTask(tx, desk, task, { how: 'rejected', by: caller, now, comment });
}

/**
 * Takes a proposal back: its initiator.
 * @throws Refusal TASK_UNKNOWN, TASK_NOT_YOURS, TASK_COMPLETED
 */
export async function withdrawTask(
  tx: Transaction,
  desk: TaskDesk,
  { taskId, comment }: TaskEnding,
  caller: Caller,
  now: Date,
): Promise<TaskRecord> {
  const task = await locked(tx, desk, taskId, caller);
  if (task.initiator.id !== caller.id) throw notTheInitiator();
  return endTask(tx, desk, task, { how: 'withdrawn', by: caller, now, comment });
}

async function locked(tx: Transaction, desk: TaskDesk, taskId: string, caller: Caller): Promise<TaskRecord> {
  const task = await lockTask(tx, taskId, sightOf(desk, caller));
  if (task === undefined) throw taskUnknown(taskId);
  return task;
}

const ACTS = { rejected: 'reject', withdrawn: 'withdraw', expired: 'expire' } as const;

/** Nothing comes of a locked task: what was set apart for it is let go. @throws Refusal TASK_COMPLETED */
export async function endTask(
  tx: Transaction,
  desk: TaskDesk,
  task: TaskRecord,
  ending: {
    readonly how: keyof typeof ACTS;
    readonly by: Caller | undefined;
    readonly now: Date;
    readonly comment?: string | undefined;
  },
): Promise<TaskRecord> {
  const { how, by, now, comment } = ending;
  const state = nextState(task.state, ACTS[how]);
  const kind = kindNamed(desk, task.kind);
  await kind.abandon?.(tx, taskFor(kind, task), {
    how,
    now,
    by: by?.id ?? SYSTEM,
    ...(comment === undefined ? {} : { reason: comment }),
  });
  const ended = await moveTask(tx, task.id, { state, endedAt: now });
  await recordAct(tx, desk, ended, { what: state, by, now, comment });
  return ended;
}
