import type { Transaction } from '@carbon/database';
import { type Caller, permissionMissing } from '@carbon/http';
import { isHolderKind, permissionsOf } from '@carbon/identity';
import { chinaTimestamp, newId } from '@carbon/kernel';
import type { TaskDesk } from '../desk';
import { deadlineOutside } from '../domain/refusals';
import { nextState } from '../domain/task-state';
import type { TaskRecord } from '../persistence/task-record';
import { insertTask, moveTask } from '../persistence/write-tasks';
import type { TaskKind } from '../task-kind';
import { executeTask } from './execute-task';
import { kindNamed } from './kind-of-task';
import { recordAct } from './record-act';

export interface Proposal {
  readonly kind: string;
  /** An instance of the kind's class, checked (`checkPayload`). */
  readonly payload: object;
  readonly comment?: string | undefined;
  /** SHA-256 of a document the caller may read, hex. */
  readonly documentHash?: string | undefined;
  /** Earlier than the rules ask for. */
  readonly deadline?: Date | undefined;
}

const DAY_MS = 86_400_000;

/**
 * Puts an act before another pair of eyes. A kind that needs none (REG-008) is executed at once, and its refusal is the
 * proposal's.
 * @throws Refusal TASK_KIND_UNKNOWN, PERMISSION_MISSING, INPUT_MALFORMED, and those of the kind
 */
export async function proposeTask(
  tx: Transaction,
  desk: TaskDesk,
  proposal: Proposal,
  caller: Caller,
  now: Date,
): Promise<TaskRecord> {
  const kind = kindNamed(desk, proposal.kind);
  requireMayPropose(kind, caller);
  const id = newId();
  const { payload, documentHash } = proposal;
  const prepared = await kind.prepare(tx, { taskId: id, payload, caller, now, documentHash });
  const { quantity } = prepared;
  const facts = { at: now, ...(quantity === undefined ? {} : { quantity }) };
  const policy = await desk.policy(kind.kind, facts, tx);
  const task = await insertTask(tx, {
    id,
    kind: kind.kind,
    holderId: prepared.holderId,
    office: officeOf(kind, caller),
    subject: prepared.subject,
    summary: prepared.summary,
    quantity: quantity ?? null,
    payload: prepared.payload ?? proposal.payload,
    comment: proposal.comment ?? null,
    documentHash: proposal.documentHash ?? null,
    initiator: { id: caller.id, personId: caller.personId ?? null, holderId: caller.holder?.id ?? null },
    approvalsNeeded: policy.approvals,
    rules: policy.rules,
    certainty: policy.certainty,
    proposedAt: now,
    deadline: deadlineOf(proposal.deadline, new Date(now.getTime() + policy.deadlineDays * DAY_MS), now),
  });
  await recordAct(tx, desk, task, { what: 'proposed', by: caller, now, comment: proposal.comment });
  return task.approvalsNeeded === 0 ? actAlone(tx, desk, task, caller, now) : task;
}

/** @throws Refusal PERMISSION_MISSING */
export function requireMayPropose(kind: TaskKind, caller: Caller): void {
  if (!caller.permissions.has(kind.propose)) throw permissionMissing(kind.propose);
}

/**
 * Whose people complete the task (REG-003): the proposing holder's own where its checkers may approve such tasks, so
 * that nobody approves for another house; else whoever has the permission (kinds that holders propose and the registry
 * decides).
 */
function officeOf(kind: TaskKind, { holder }: Caller): string | null {
  if (holder === undefined || !isHolderKind(holder.kind)) return null;
  return permissionsOf(holder.kind, 'checker').has(kind.approve) ? holder.id : null;
}

function deadlineOf(asked: Date | undefined, latest: Date, now: Date): Date {
  if (asked === undefined) return latest;
  if (asked <= now || asked > latest) throw deadlineOutside(chinaTimestamp(latest));
  return asked;
}

async function actAlone(
  tx: Transaction,
  desk: TaskDesk,
  task: TaskRecord,
  caller: Caller,
  now: Date,
): Promise<TaskRecord> {
  const free = await moveTask(tx, task.id, { state: nextState(task.state, 'approve') });
  return executeTask(tx, desk, free, caller, now);
}
