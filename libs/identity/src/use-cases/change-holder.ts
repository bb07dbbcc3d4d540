import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import type { Holder } from '../domain/holder';
import { type StateAct, stateAfter } from '../domain/holder-state';
import { nameUnchanged, stateActNotOpen, unknownHolder } from '../domain/refusals';
import { findHolder } from '../persistence/read-holders';
import type { Reviewed } from './reviewed';

/** What is to become of a holder. */
export type HolderChange =
  | { readonly act: 'rename'; readonly nameZh: string; readonly nameEn: string }
  | { readonly act: Exclude<StateAct, 'merge'> }
  | { readonly act: 'merge'; readonly successorId: string };

/** Locks holders until the transaction ends, always in the same order. */
export async function lockHolders(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.query('select identity.lock_holders($1::uuid[])', [ids]);
}

/**
 * What a holder will be after a change.
 * @throws Refusal HOLDER_STATE_FORBIDS, HOLDER_NAME_UNCHANGED (ETS-015)
 */
export function afterChange(holder: Holder, change: HolderChange): Holder {
  if (change.act === 'rename') {
    if (holder.state === 'closed') throw stateActNotOpen(holder.code, holder.state, 'rename');
    const { nameZh, nameEn } = change;
    if (holder.nameZh === nameZh && holder.nameEn === nameEn) throw nameUnchanged(holder.code);
    return { ...holder, nameZh, nameEn };
  }
  const state = stateAfter(holder.state, change.act);
  if (state === undefined) throw stateActNotOpen(holder.code, holder.state, change.act);
  return change.act === 'merge'
    ? { ...holder, state, successorId: change.successorId }
    : { ...holder, state };
}

/**
 * Changes a holder on a reviewed act, and keeps what it was before: names are published as former names (ETS-015).
 * @throws Refusal as afterChange, against what the holder is now
 */
export async function changeHolder(
  tx: Transaction,
  holderId: string,
  change: HolderChange,
  review: Reviewed,
): Promise<Holder> {
  await lockHolders(tx, [holderId]);
  const before = await findHolder(tx.manager, holderId);
  if (before === undefined) throw unknownHolder(holderId);
  const after = afterChange(before, change);
  await tx.query(
    `insert into identity.holder_change
       (id, holder_id, act, name_zh_before, name_en_before, state_before, name_zh, name_en, state, successor_id, reason,
        document_hash, task_id, changed_at, changed_by, approved_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, decode($12, 'hex'), $13, $14, $15, $16)`,
    [
      newId(),
      holderId,
      change.act,
      before.nameZh,
      before.nameEn,
      before.state,
      after.nameZh,
      after.nameEn,
      after.state,
      after.successorId,
      review.reason,
      review.documentHash,
      review.taskId,
      review.now,
      review.by,
      review.approver,
    ],
  );
  await recordAudit(
    tx,
    {
      action: ACTIONS[change.act],
      subject: { kind: 'holder', id: holderId },
      holderId,
      before: changing(before),
      after: changing(after),
      reason: review.reason,
      ...(review.approver === null ? {} : { approver: review.approver }),
      ...(review.documentHash === null ? {} : { documentHash: review.documentHash }),
    },
    review.now,
    { actor: review.by },
  );
  return after;
}

const ACTIONS: Readonly<Record<HolderChange['act'], string>> = {
  rename: 'holder.renamed',
  suspend: 'holder.suspended',
  resume: 'holder.resumed',
  close: 'holder.closed',
  merge: 'holder.merged',
};

/** What can change, without the names of natural persons. */
function changing({ kind, nameZh, nameEn, state, successorId }: Holder) {
  return kind === 'resident' ? { state, successorId } : { nameZh, nameEn, state, successorId };
}
