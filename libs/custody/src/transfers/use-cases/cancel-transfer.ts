import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, permissionMissing, reaches } from '@carbon/http';
import { notDelayed, orderUnknown } from '../domain/refusals';
import type { TransferParts } from '../parts';
import type { TransferOrder } from '../persistence/order';
import { findOrder, lockOrder } from '../persistence/read-orders';
import { noteGivenBack, stepOrders } from '../persistence/write-orders';
import { giveBack } from './settle-orders';

/**
 * Stops an order that waits for its time: what the delay is for. One person of the sender suffices, proposer or approver,
 * or one of the registry: stopping needs no second pair of eyes.
 * @throws Refusal TRANSFER_ORDER_UNKNOWN, TRANSFER_ORDER_NOT_DELAYED, PERMISSION_MISSING
 */
export async function cancelTransfer(
  tx: Transaction,
  parts: TransferParts,
  id: string,
  { caller, now, reason }: { readonly caller: Caller; readonly now: Date; readonly reason: string },
): Promise<TransferOrder> {
  const order = await lockOrder(tx, id);
  if (order === undefined || !reaches(caller.reach, order.holderId)) throw orderUnknown(id);
  if (!caller.permissions.has('transfers.propose') && !caller.permissions.has('transfers.approve')) {
    throw permissionMissing('transfers.propose');
  }
  if (order.state !== 'delayed') throw notDelayed(id, order.state);
  await stepOrders(tx, [id], 'manually-cancelled', { at: now, by: caller.id, reason });
  const back = await giveBack(tx, parts, [order], caller.id);
  await noteGivenBack(tx, back);
  await recordAudit(
    tx,
    {
      action: 'transfer-order.manually-cancelled',
      subject: { kind: 'transfer-order', id },
      holderId: order.holderId,
      before: { state: order.state },
      after: { state: 'manually-cancelled', unitsGivenBack: back.length > 0 },
      reason,
    },
    now,
  );
  const cancelled = await findOrder(tx, id);
  if (cancelled === undefined) throw new Error(`the transfer order ${id} is gone`);
  return cancelled;
}
