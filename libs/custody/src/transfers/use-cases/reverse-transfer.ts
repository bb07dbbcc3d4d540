import type { Prepared, Task } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import { readInstrument } from '@carbon/ledger';
import { isRegistry } from '../../trusted/use-cases/holder-may-act';
import { notCompleted, orderUnknown, registryReverses } from '../domain/refusals';
import type { TransferParts } from '../parts';
import type { TransferOrder } from '../persistence/order';
import { lockOrder } from '../persistence/read-orders';
import { noteReversed } from '../persistence/write-orders';
import { reverseCommand, seenByScheme } from './units';

export interface ProposedReversal {
  readonly order: string;
  readonly reason: string;
}

/** @throws Refusal TRANSFER_REVERSAL_BY_REGISTRY, TRANSFER_ORDER_UNKNOWN, TRANSFER_ORDER_NOT_COMPLETED */
export async function proposeReversal(
  tx: Transaction,
  { order: id, reason }: ProposedReversal,
  { caller }: { readonly caller: Caller },
): Promise<Prepared> {
  const { order } = await reversible(tx, id, caller);
  const { from, to, instrument, quantity } = order;
  return {
    holderId: null,
    subject: { kind: 'transfer-order', id },
    quantity,
    summary: {
      zh: `撤销划转 ${id}：${to} 的 ${instrument} ${quantity.toString()} 单位退回 ${from}，事由：${reason}`,
      en: `Reverse transfer ${id}: ${quantity.toString()} of ${instrument} go back from ${to} to ${from}, because: ${reason}`,
    },
  };
}

/**
 * Undoes a completed transfer while its window is open; the ledger holds both the window and that it happens once.
 * @throws Refusal TRANSFER_ORDER_NOT_COMPLETED, LEDGER_NOT_REVERSIBLE, LEDGER_INSUFFICIENT_BALANCE
 */
export async function reverseTransfer(
  tx: Transaction,
  { ledger, rules }: TransferParts,
  task: Task<ProposedReversal>,
  { approver, now }: { readonly approver: Caller; readonly now: Date },
): Promise<bigint> {
  const { order: id, reason } = task.payload;
  const { order, transactionId } = await reversible(tx, id, approver);
  const cause = { actor: task.initiator.id, approver: approver.id, reference: id, reason };
  const [outcome] = await ledger.submit(tx, [reverseCommand(order, transactionId, cause)]);
  if (outcome === undefined) throw new Error('the ledger gave no outcome');
  if (outcome.status === 'refused') throw outcome.refusal;
  const scheme = (await readInstrument(tx, order.instrument))?.scheme ?? null;
  await rules.reversed(tx, scheme, seenByScheme(order, 'reversal', now), transactionId);
  await noteReversed(tx, id, outcome.transactionId, { at: now, by: approver.id, reason });
  await recordAudit(
    tx,
    {
      action: 'transfer-order.reversed',
      subject: { kind: 'transfer-order', id },
      holderId: order.holderId,
      before: { state: order.state },
      after: { state: 'reversed', transaction: outcome.transactionId.toString() },
      reason,
      approver: approver.id,
    },
    now,
  );
  return outcome.transactionId;
}

async function reversible(
  tx: Transaction,
  id: string,
  caller: Caller,
): Promise<{ readonly order: TransferOrder; readonly transactionId: bigint }> {
  if (!isRegistry(caller)) throw registryReverses();
  const order = await lockOrder(tx, id);
  if (order === undefined || !reaches(caller.reach, order.holderId)) throw orderUnknown(id);
  const { state, transactionId } = order;
  if (state !== 'completed' || transactionId === null) throw notCompleted(id, state);
  return { order, transactionId };
}
