import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Failure, failureOfRefusal } from '../domain/order-checks';
import type { OrderState } from '../domain/order-state';
import { overLimit } from '../domain/refusals';
import type { TransferParts } from '../parts';
import { lockOrderOfTask } from '../persistence/read-orders';
import { noteApproval, stepOrders } from '../persistence/write-orders';
import { type Circumstances, circumstancesBetween, dueTime } from './circumstances';
import { settleOrders } from './settle-orders';

/** What the approval of a transfer led to. */
export interface ApprovedTransfer {
  readonly orderId: string;
  readonly state: OrderState;
  readonly executeAt: Date;
  readonly failure?: Failure | undefined;
}

/** An account that is gone waits for nothing: the checks say at once which of the two it is. */
const NOTHING_KNOWN: Circumstances = {
  profile: 'eu',
  standing: 'outside',
  official: true,
  limit: undefined,
};

/**
 * Makes a transfer that was approved (SEC-001) either happen now or wait for its time. What the approval finds wrong
 * terminates the order: its units are the sender's again, and nobody has to propose a withdrawal.
 */
export async function approveTransfer(
  tx: Transaction,
  parts: TransferParts,
  taskId: string,
  { approver, now }: { readonly approver: string; readonly now: Date },
): Promise<ApprovedTransfer> {
  const order = await lockOrderOfTask(tx, taskId);
  const found = await circumstancesBetween(tx, parts, order, now);
  const due = await dueTime(tx, parts, found ?? NOTHING_KNOWN, now);
  const { executeAt } = due;
  const step = { at: now, by: approver };
  await noteApproval(tx, order.id, step, due);
  await recordAudit(
    tx,
    {
      action: 'transfer-order.approved',
      subject: { kind: 'transfer-order', id: order.id },
      holderId: order.holderId,
      before: { state: order.state },
      after: { executeAt: executeAt.toISOString(), rule: due.timing.rule },
      approver,
    },
    now,
  );
  const approved = { ...order, state: 'proposed', approver, approvedAt: now, executeAt } as const;
  const failure = overLimitNow(found ?? NOTHING_KNOWN, order);
  if (failure === undefined && executeAt > now) {
    await stepOrders(tx, [order.id], 'delayed', { ...step, reason: due.timing.rule });
    return { orderId: order.id, state: 'delayed', executeAt };
  }
  const [verdict] = await settleOrders(tx, parts, [{ order: approved, failure }], step);
  if (verdict === undefined) throw new Error(`the transfer order ${order.id} was left unsettled`);
  return {
    orderId: order.id,
    state: verdict.state,
    executeAt,
    failure: verdict.state === 'terminated' ? verdict.failure : undefined,
  };
}

/** The list or a limit may have changed since the proposal (SEC-007). */
export function overLimitNow(
  { limit }: Circumstances,
  { to, quantity }: { readonly to: string; readonly quantity: bigint },
): Failure | undefined {
  if (limit === undefined || quantity <= limit) return undefined;
  return failureOfRefusal(overLimit(to, limit, quantity));
}
