import type { Transaction } from '@carbon/database';
import type { OrderState } from '../domain/order-state';
import type { Timing } from '../domain/timing';

export interface NewOrder {
  readonly id: string;
  readonly taskId: string;
  readonly holderId: string;
  readonly toHolderId: string;
  readonly from: string;
  readonly to: string;
  readonly instrument: string;
  readonly quantity: bigint;
  readonly details: object | undefined;
  readonly reason: string | null;
  readonly reference: string | null;
  readonly initiator: string;
  readonly proposedAt: Date;
}

export async function insertOrder(tx: Transaction, order: NewOrder): Promise<void> {
  await tx.query(
    `insert into custody.transfer_order
       (id, task_id, holder_id, to_holder_id, from_account, to_account, instrument, quantity, reason, reference,
        initiator, proposed_at, state, step_at, step_by, scheme_details)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'awaiting-approval', $12, $11, $13)`,
    [
      order.id,
      order.taskId,
      order.holderId,
      order.toHolderId,
      order.from,
      order.to,
      order.instrument,
      order.quantity.toString(),
      order.reason,
      order.reference,
      order.initiator,
      order.proposedAt,
      order.details === undefined ? null : JSON.stringify(order.details),
    ],
  );
}

/** Which serials the ledger set apart for an order. */
export async function noteSerials(tx: Transaction, id: string, serials: readonly string[]): Promise<void> {
  await tx.query('update custody.transfer_order set serials = $2 where id = $1', [id, serials]);
}

/** Who makes a step, when and why; the database keeps it as the order's history. */
export interface Step {
  readonly at: Date;
  readonly by: string;
  readonly reason?: string | undefined;
}

export async function noteApproval(
  tx: Transaction,
  id: string,
  step: Step,
  due: { readonly executeAt: Date; readonly timing: Timing },
): Promise<void> {
  await tx.query(
    `update custody.transfer_order
        set state = 'proposed', step_at = $2, step_by = $3, step_reason = null, approver = $3, approved_at = $2,
            execute_at = $4, timing = $5 where id = $1`,
    [id, step.at, step.by, due.executeAt, JSON.stringify(due.timing)],
  );
}

/** A later time, because what justified the earlier one is gone. */
export async function notePostponed(
  tx: Transaction,
  id: string,
  due: { readonly executeAt: Date; readonly timing: Timing },
): Promise<void> {
  await tx.query(`update custody.transfer_order set execute_at = $2, timing = $3 where id = $1`, [
    id,
    due.executeAt,
    JSON.stringify(due.timing),
  ]);
}

export async function stepOrders(
  tx: Transaction,
  ids: readonly string[],
  state: OrderState,
  { at, by, reason }: Step,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `update custody.transfer_order set state = $2, step_at = $3, step_by = $4, step_reason = $5 where id = any($1)`,
    [ids, state, at, by, reason ?? null],
  );
}

export async function noteCompleted(
  tx: Transaction,
  done: readonly { readonly id: string; readonly transactionId: bigint }[],
  { at, by }: Step,
): Promise<void> {
  if (done.length === 0) return;
  await tx.query(
    `update custody.transfer_order o
        set state = 'completed', step_at = $3, step_by = $4, step_reason = null, units = 'moved',
            transaction_id = d.transaction_id
       from unnest($1::uuid[], $2::bigint[]) as d(id, transaction_id) where o.id = d.id`,
    [done.map(({ id }) => id), done.map(({ transactionId }) => transactionId.toString()), at, by],
  );
}

export async function noteTerminated(
  tx: Transaction,
  stopped: readonly { readonly id: string; readonly code: string; readonly reason: string }[],
  { at, by }: Step,
): Promise<void> {
  if (stopped.length === 0) return;
  await tx.query(
    `update custody.transfer_order o
        set state = 'terminated', step_at = $4, step_by = $5, step_reason = s.reason, failure = s.code
       from unnest($1::uuid[], $2::text[], $3::text[]) as s(id, code, reason) where o.id = s.id`,
    [
      stopped.map(({ id }) => id),
      stopped.map(({ code }) => code),
      stopped.map(({ reason }) => reason),
      at,
      by,
    ],
  );
}

export async function noteGivenBack(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(`update custody.transfer_order set units = 'given-back' where id = any($1)`, [ids]);
}

export async function noteReversed(
  tx: Transaction,
  id: string,
  reversalId: bigint,
  { at, by, reason }: Step,
): Promise<void> {
  await tx.query(
    `update custody.transfer_order
        set state = 'reversed', step_at = $3, step_by = $4, step_reason = $5, units = 'given-back', reversal_id = $2
      where id = $1`,
    [id, reversalId.toString(), at, by, reason ?? null],
  );
}
