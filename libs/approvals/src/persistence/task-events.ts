import type { Reader, Transaction } from '@carbon/database';
import type { Actor } from '../domain/four-eyes';
import type { TaskState } from '../domain/task-state';

/** What happened to a task, and who did it, by pseudonymous ids. */
export interface TaskEvent {
  readonly what: TaskState;
  readonly at: Date;
  readonly actor: string;
  readonly role: string | null;
  readonly holderCode: string | null;
  readonly comment: string | null;
}

export interface NewTaskEvent extends TaskEvent {
  readonly person: string | null;
}

export async function addTaskEvent(tx: Transaction, taskId: string, event: NewTaskEvent): Promise<void> {
  await tx.query(
    `insert into approvals.task_event (task_id, what, at, actor, person, role, holder_code, comment)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [taskId, event.what, event.at, event.actor, event.person, event.role, event.holderCode, event.comment],
  );
}

/** The history of a task, first things first. */
export function readTaskEvents(reader: Reader, taskId: string): Promise<TaskEvent[]> {
  return reader.query<TaskEvent>(
    `select what, at, actor, role, holder_code as "holderCode", comment
       from approvals.task_event where task_id = $1 order by id`,
    [taskId],
  );
}

/** Who approved a task so far. */
export function readApprovers(tx: Transaction, taskId: string): Promise<Actor[]> {
  return tx.query<{ id: string; personId: string | null }>(
    `select actor as id, person as "personId" from approvals.task_event
      where task_id = $1 and what = 'approved' order by id`,
    [taskId],
  );
}
