import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, EVERYTHING } from '@carbon/http';
import { findMember, permissionsOf } from '@carbon/identity';
import type { Json } from '@carbon/kernel';
import { findTradable } from '../../instruments';
import { afterAssignment, type Disposition } from '../domain/alert-states';
import {
  alertDismissed,
  alertUnknown,
  assigneeUnfit,
  measureMissing,
  notAssignedYet,
  notHalted,
  personNeeded,
  sameEyes,
  taskUnknown,
} from '../domain/refusals';
import { type Alert, sightOf } from '../persistence/read-alerts';
import { addEntry, assignTo, lockAlert, type NewEntry, setState } from '../persistence/write-alerts';

/** @throws Refusal SURVEILLANCE_ALERT_UNKNOWN, SURVEILLANCE_ALERT_DISMISSED */
async function lockedOpen(tx: Transaction, id: string, caller: Caller): Promise<Alert> {
  const alert = await lockAlert(tx, id, sightOf(caller));
  if (alert === undefined) throw alertUnknown(id);
  if (alert.state === 'dismissed') throw alertDismissed(id);
  return alert;
}

/**
 * Gives an alert to a member who may work on it; to the caller where none is named.
 * @throws Refusal SURVEILLANCE_ALERT_UNKNOWN, SURVEILLANCE_ALERT_DISMISSED, SURVEILLANCE_ASSIGNEE_UNFIT
 */
export async function assignAlert(
  tx: Transaction,
  id: string,
  memberId: string | undefined,
  caller: Caller,
  now: Date,
): Promise<void> {
  const alert = await lockedOpen(tx, id, caller);
  const assignee = await assigneeOf(tx, memberId, caller);
  await assignTo(tx, id, assignee, afterAssignment(alert.state), now);
  await addEntry(tx, id, { kind: 'assigned', assignee: assignee.id }, { actor: caller.id, now });
  await tell(tx, 'surveillance-alert.assigned', alert, now, { assignee: assignee.id });
}

async function assigneeOf(tx: Transaction, memberId: string | undefined, caller: Caller) {
  if (memberId === undefined) return { id: caller.id, personId: caller.personId ?? null };
  const member = await findMember(tx, memberId, EVERYTHING);
  const may =
    member !== undefined && permissionsOf(member.holder.kind, member.role).has('surveillance.write');
  if (!may) throw assigneeUnfit(memberId);
  return { id: `user:${member.userId}`, personId: member.personId };
}

/** Notes what somebody found out. @throws Refusal SURVEILLANCE_ALERT_UNKNOWN, SURVEILLANCE_ALERT_DISMISSED */
export async function noteOnAlert(
  tx: Transaction,
  id: string,
  text: string,
  caller: Caller,
  now: Date,
): Promise<void> {
  const alert = await lockedOpen(tx, id, caller);
  await addEntry(tx, id, { kind: 'noted', text }, { actor: caller.id, now });
  await tell(tx, 'surveillance-alert.noted', alert, now);
}

/** What is to become of an alert, and why. */
export interface DispositionWish {
  readonly disposition: Disposition;
  readonly reason: string;
  /** TRD-018: the task that asks for a suspension. */
  readonly task?: string | undefined;
  /** The instrument that was halted. */
  readonly halted?: string | undefined;
}

/**
 * Dismisses an alert, tells the authorities, or says which measure was asked for. A severe one is dismissed by another person
 * than it is assigned to (REG-001).
 * @throws Refusal SURVEILLANCE_ALERT_UNKNOWN, SURVEILLANCE_ALERT_DISMISSED, SURVEILLANCE_NOT_ASSIGNED,
 * SURVEILLANCE_SAME_EYES, SURVEILLANCE_PERSON_NEEDED, SURVEILLANCE_MEASURE_MISSING, SURVEILLANCE_TASK_UNKNOWN,
 * SURVEILLANCE_NOT_HALTED
 */
export async function disposeOfAlert(
  tx: Transaction,
  id: string,
  { disposition, reason, task, halted }: DispositionWish,
  caller: Caller,
  now: Date,
): Promise<void> {
  const alert = await lockedOpen(tx, id, caller);
  if (disposition === 'dismissed' && alert.severity === 'severe') requireOtherEyes(alert, caller);
  const measure = disposition === 'measure-proposed' ? await measureOf(tx, alert, { task, halted }) : {};
  await setState(tx, id, disposition, now);
  await addEntry(tx, id, { kind: disposition, text: reason, ...measure }, { actor: caller.id, now });
  await tell(tx, `surveillance-alert.${disposition}`, alert, now, { ...measure }, reason);
}

function requireOtherEyes(alert: Alert, caller: Caller): void {
  if (caller.personId === undefined) throw personNeeded();
  if (alert.assigneePerson === null) throw notAssignedYet(alert.id);
  if (alert.assignee === caller.id || alert.assigneePerson === caller.personId) throw sameEyes(alert.id);
}

async function measureOf(
  tx: Transaction,
  alert: Alert,
  { task, halted }: Pick<DispositionWish, 'task' | 'halted'>,
): Promise<Pick<NewEntry, 'taskId' | 'halted'>> {
  if (task === undefined && halted === undefined) throw measureMissing();
  if (task !== undefined) {
    const [found] = await tx.query('select from approvals.task where id = $1', [task]);
    if (found === undefined) throw taskUnknown(task);
  }
  if (halted !== undefined) {
    const tradable = await findTradable(tx, halted);
    if (tradable?.market !== alert.market || tradable.state !== 'halted') throw notHalted(halted);
  }
  return { ...(task === undefined ? {} : { taskId: task }), ...(halted === undefined ? {} : { halted }) };
}

/** No holder's matter: participants and their webhooks hear nothing of it. */
function tell(
  tx: Transaction,
  action: string,
  { id, market, kind, severity }: Alert,
  now: Date,
  more: Readonly<Record<string, Json>> = {},
  reason?: string,
): Promise<void> {
  return recordAudit(
    tx,
    {
      action,
      subject: { kind: 'surveillance-alert', id },
      after: { market, kind, severity, ...more },
      ...(reason === undefined ? {} : { reason }),
    },
    now,
  );
}
