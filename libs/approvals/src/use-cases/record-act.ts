import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { TaskDesk } from '../desk';
import type { TaskState } from '../domain/task-state';
import { addTaskEvent } from '../persistence/task-events';
import type { TaskRecord } from '../persistence/task-record';

export interface Act {
  readonly what: TaskState;
  /** Undefined for the clock. */
  readonly by: Caller | undefined;
  readonly now: Date;
  readonly comment?: string | undefined;
  /** Code of the refusal, when it failed. */
  readonly failure?: string;
}

export const SYSTEM = 'system';

/** An act on a task goes into its history and the audit trail, and is told to who listens. */
export async function recordAct(tx: Transaction, desk: TaskDesk, task: TaskRecord, act: Act): Promise<void> {
  const { what, by, now, comment, failure } = act;
  const actor = by?.id ?? SYSTEM;
  await addTaskEvent(tx, task.id, {
    what,
    at: now,
    actor,
    person: by?.personId ?? null,
    role: by?.role ?? null,
    holderCode: by?.holder?.code ?? null,
    comment: comment ?? null,
  });
  const decided = what === 'approved' || what === 'executed' || what === 'failed';
  await recordAudit(
    tx,
    {
      action: `task.${what}`,
      subject: { kind: 'task', id: task.id },
      ...(task.holderId === null ? {} : { holderId: task.holderId }),
      after: {
        kind: task.kind,
        state: task.state,
        subject: { ...task.subject },
        approvals: `${task.approvalsGiven}/${task.approvalsNeeded}`,
        initiator: task.initiator.id,
        ...(failure === undefined ? {} : { failure }),
      },
      ...(comment === undefined ? {} : { reason: comment }),
      ...(decided && task.approvalsNeeded > 0 ? { approver: actor } : {}),
      ...(task.documentHash === null ? {} : { documentHash: task.documentHash }),
    },
    now,
    by === undefined
      ? { actor: SYSTEM }
      : { actor: by.id, ...(by.role === undefined ? {} : { role: by.role }) },
  );
  await desk.events.tell(tx, {
    what,
    taskId: task.id,
    kind: task.kind,
    holderId: task.holderId,
    summary: task.summary,
    initiator: task.initiator.id,
    by: actor,
    deadline: task.deadline,
    at: now,
  });
}
