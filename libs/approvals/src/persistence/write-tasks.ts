import type { Transaction } from '@carbon/database';
import type { Json } from '@carbon/kernel';
import type { TaskState } from '../domain/task-state';
import { TASK_COLUMNS, taskOf, type TaskRecord, type TaskRow } from './task-record';

export type NewTask = Omit<
  TaskRecord,
  'seq' | 'state' | 'approvalsGiven' | 'endedAt' | 'outcome' | 'failure'
>;

export async function insertTask(tx: Transaction, task: NewTask): Promise<TaskRecord> {
  const [row] = await tx.query<TaskRow>(
    `insert into approvals.task
       (id, kind, holder_id, office, subject_kind, subject_id, summary_zh, summary_en, quantity, payload, comment,
        document_hash, initiator, initiator_person, initiator_holder, approvals_needed, rules, certainty, proposed_at,
        deadline)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, decode($12, 'hex'), $13, $14, $15, $16, $17, $18, $19, $20)
     returning ${TASK_COLUMNS}`,
    [
      task.id,
      task.kind,
      task.holderId,
      task.office,
      task.subject.kind,
      task.subject.id,
      task.summary.zh,
      task.summary.en,
      task.quantity,
      JSON.stringify(task.payload),
      task.comment,
      task.documentHash,
      task.initiator.id,
      task.initiator.personId,
      task.initiator.holderId,
      task.approvalsNeeded,
      task.rules,
      task.certainty,
      task.proposedAt,
      task.deadline,
    ],
  );
  return written(row);
}

export interface Progress {
  readonly state: TaskState;
  readonly approvalsGiven?: number;
  readonly endedAt?: Date;
  readonly outcome?: Json;
  readonly failure?: Json;
}

/** Moves a locked task on. The database lets it go forward only. */
export async function moveTask(tx: Transaction, id: string, to: Progress): Promise<TaskRecord> {
  const [row] = await tx.query<TaskRow>(
    `update approvals.task
        set state = $2, approvals_given = coalesce($3, approvals_given), ended_at = $4, outcome = $5, failure = $6
      where id = $1 returning ${TASK_COLUMNS}`,
    [
      id,
      to.state,
      to.approvalsGiven ?? null,
      to.endedAt ?? null,
      to.outcome === undefined ? null : JSON.stringify(to.outcome),
      to.failure === undefined ? null : JSON.stringify(to.failure),
    ],
  );
  return written(row);
}

function written(row: TaskRow | undefined): TaskRecord {
  if (row === undefined) throw new Error('a task was written and gave no row');
  return taskOf(row);
}
