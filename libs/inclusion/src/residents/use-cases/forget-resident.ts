import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { changeHolder, endMembershipsOf, findHolder } from '@carbon/identity';
import type { InclusionParts } from '../../parts';
import { holdLandings } from '../../intake/persistence/landing-lock';
import { forfeitPoints } from '../../points/index';
import { takeTailOf } from '../../points/persistence/tail';
import { lockForErasure } from '../erasure-lock';
import { addToDeparted, deleteRows, lockForLeaving, markLeft } from '../persistence/erase';
import { partnersOf } from '../persistence/links';
import { type Resident, residentUnknown } from '../resident';
import type { ResidentData } from '../resident-data';

/** Who did it: nobody who was signed in, for nothing is to lead from the closed account to anybody. */
const ACTOR = 'privacy';

export interface ForgetParts {
  readonly inclusion: InclusionParts;
  readonly data: ResidentData;
}

/**
 * Ends everything this room has of a resident, and deletes it (PII-003, PII-005): first what other parts hold, then the
 * points, then acts with their salts, verdicts, links, memberships. The sums of the months stand among the departed. What
 * stays is a number that is nobody's: in the ledger, in the audit trail, in leaves that nobody can make again.
 * @returns how many points were cancelled
 * @throws Refusal RESIDENT_UNKNOWN when the account was left already
 */
export async function forgetResident(
  tx: Transaction,
  { inclusion, data }: ForgetParts,
  resident: Resident,
  now: Date,
): Promise<{ readonly pointsCancelled: bigint }> {
  await lockForErasure(tx);
  await holdLandings(tx, await partnersOf(tx, resident.id));
  if (!(await lockForLeaving(tx, resident.id))) throw residentUnknown();
  for (const part of data.all()) await part.erase(tx, resident, now);
  // a fold that has begun is waited for, and one that comes finds nothing to bring to the ledger
  await takeTailOf(tx, resident.id);
  const pointsCancelled = await forfeitPoints(tx, inclusion, { resident, actor: ACTOR, now });
  await addToDeparted(tx, resident.id);
  await deleteRows(tx, resident.id);
  await markLeft(tx, resident.id, now);
  await closeHolder(tx, resident.holderId, now);
  const subject = { kind: 'resident', id: resident.id.toString() };
  await recordAudit(tx, { action: 'resident.left', subject, personal: true }, now, { actor: ACTOR });
  return { pointsCancelled };
}

async function closeHolder(tx: Transaction, holderId: string, now: Date): Promise<void> {
  const review = {
    by: ACTOR,
    approver: null,
    taskId: null,
    reason: 'resident-left',
    documentHash: null,
    now,
  };
  await endMembershipsOf(tx, holderId, review);
  const holder = await findHolder(tx.manager, holderId);
  if (holder !== undefined && holder.state !== 'closed') {
    await changeHolder(tx, holderId, { act: 'close' }, review);
  }
}
