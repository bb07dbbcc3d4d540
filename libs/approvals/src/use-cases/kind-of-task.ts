import { plainToInstance } from 'class-transformer';
import type { TaskDesk } from '../desk';
import { kindUnknown } from '../domain/refusals';
import type { TaskRecord } from '../persistence/task-record';
import type { Task, TaskKind } from '../task-kind';

/** @throws Refusal TASK_KIND_UNKNOWN listing the kinds there are */
export function kindNamed(desk: TaskDesk, name: string): TaskKind {
  const kind = desk.kinds.find(name);
  if (kind !== undefined) return kind;
  throw kindUnknown(
    name,
    desk.kinds.all().map((known) => known.kind),
  );
}

/** The task as its kind sees it: the payload an instance of the kind's own class again. */
export function taskFor(kind: TaskKind, record: TaskRecord): Task {
  return {
    id: record.id,
    kind: record.kind,
    payload: plainToInstance(kind.payload, record.payload),
    holderId: record.holderId,
    initiator: { id: record.initiator.id, personId: record.initiator.personId },
    comment: record.comment,
    documentHash: record.documentHash,
    proposedAt: record.proposedAt,
    deadline: record.deadline,
  };
}
