import type { Transaction } from '@carbon/database';
import { type Caller, permissionMissing } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { findHolder, permissionsOf } from '@carbon/identity';
import type { TaskDesk } from '../desk';
import { requireAnotherPairOfEyes } from '../domain/four-eyes';
import { taskExpired, taskUnknown } from '../domain/refusals';
import { afterApproval } from '../domain/task-state';
import { lockTask } from '../persistence/read-tasks';
import { readApprovers } from '../persistence/task-events';
import type { TaskRecord } from '../persistence/task-record';
import { moveTask } from '../persistence/write-tasks';
import type { TaskKind } from '../task-kind';
import { executeOrFail } from './execute-task';
import { kindNamed, taskFor } from './kind-of-task';
import { recordAct } from './record-act';
import { sightOf } from './sight-of';

/**
 * Another pair of eyes says yes; the last one needed makes it happen, in this transaction.
 * @throws Refusal TASK_UNKNOWN, PERMISSION_MISSING, TASK_COMPLETED, TASK_EXPIRED, those of four eyes (REG-001), and those
 * of a kind that something must come before
 */
export async function approveTask(
  tx: Transaction,
  desk: TaskDesk,
  approval: { readonly taskId: string; readonly comment?: string | undefined },
  caller: Caller,
  now: Date,
): Promise<TaskRecord> {
  const task = await lockTask(tx, approval.taskId, sightOf(desk, caller));
  if (task === undefined) throw taskUnknown(approval.taskId);
  const kind = kindNamed(desk, task.kind);
  if (!caller.permissions.has(kind.approve)) throw permissionMissing(kind.approve);
  const next = afterApproval(task);
  if (task.deadline <= now) throw taskExpired(chinaTimestamp(task.deadline));
  requireAnotherPairOfEyes(
    { initiator: task.initiator, office: task.office, approvedBy: await readApprovers(tx, task.id) },
    {
      id: caller.id,
      personId: caller.personId ?? null,
      isUser: caller.kind === 'user',
      holderId: caller.holder?.id ?? null,
      heldProposingSide: await heldProposingSide(tx, desk, kind, task, caller),
    },
  );
  await kind.mayApprove?.(tx, taskFor(kind, task), { approver: caller, now });
  // the approval is in the history before the task moves: the database counts the eyes there
  await recordAct(
    tx,
    desk,
    { ...task, ...next },
    { what: 'approved', by: caller, now, comment: approval.comment },
  );
  const moved = await moveTask(tx, task.id, next);
  return moved.state === 'approved' ? executeOrFail(tx, desk, moved, caller, now) : moved;
}

/**
 * Whether the person has held a role that proposes such tasks, in the holder that proposed this one, since then
 * (trap 14): who was its maker when it was proposed does not become its checker by a change of role.
 */
async function heldProposingSide(
  tx: Transaction,
  desk: TaskDesk,
  kind: TaskKind,
  task: TaskRecord,
  { personId }: Caller,
): Promise<boolean> {
  const holderId = task.initiator.holderId ?? task.holderId;
  if (personId === undefined || holderId === null) return false;
  const holder = await findHolder(tx.manager, holderId);
  if (holder === undefined) return false;
  const roles = await desk.rolesSince(tx, { personId, holderId, since: task.proposedAt });
  return roles.some((role) => permissionsOf(holder.kind, role).has(kind.propose));
}
