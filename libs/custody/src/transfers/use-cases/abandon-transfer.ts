import type { Ending } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { endOfProposal } from '../domain/order-state';
import type { TransferParts } from '../parts';
import { lockOrderOfTask } from '../persistence/read-orders';
import { noteGivenBack, stepOrders } from '../persistence/write-orders';
import { auditActor } from './runner-name';
import { giveBack } from './settle-orders';

/** A proposal of which nothing comes: rejected, withdrawn, expired. Its units are the sender's again. */
export async function abandonTransfer(
  tx: Transaction,
  parts: TransferParts,
  taskId: string,
  { how, now, by, reason }: Ending,
): Promise<void> {
  const order = await lockOrderOfTask(tx, taskId);
  const state = endOfProposal(how);
  await stepOrders(tx, [order.id], state, { at: now, by, reason: reason ?? how });
  const back = await giveBack(tx, parts, [order], by);
  await noteGivenBack(tx, back);
  await recordAudit(
    tx,
    {
      action: `transfer-order.${state}`,
      subject: { kind: 'transfer-order', id: order.id },
      holderId: order.holderId,
      before: { state: order.state },
      after: { state, how, unitsGivenBack: back.length > 0 },
      ...(reason === undefined ? {} : { reason }),
    },
    now,
    auditActor(by),
  );
}
