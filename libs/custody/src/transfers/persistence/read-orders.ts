import type { Transaction } from '@carbon/database';
import { type Reach, reaches, reachIds } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { isInstrumentSeen, type Reader, seenOf } from '@carbon/ledger';
import { instrumentLimits, withinLimits } from '../../instrument-limits';
import type { OrderState } from '../domain/order-state';
import { type OrderRow, toOrder, type TransferOrder } from './order';

export async function findOrder(reader: Reader, id: string): Promise<TransferOrder | undefined> {
  const [row] = await reader.query<OrderRow>('select * from custody.transfer_order where id = $1', [id]);
  return row === undefined ? undefined : toOrder(row);
}

/** As `findOrder`, locked: of those who would step it, one comes first and the others see what it left. */
export async function lockOrder(tx: Transaction, id: string): Promise<TransferOrder | undefined> {
  const [row] = await tx.query<OrderRow>('select * from custody.transfer_order where id = $1 for update', [
    id,
  ]);
  return row === undefined ? undefined : toOrder(row);
}

/** The order of a task, locked. */
export async function lockOrderOfTask(tx: Transaction, taskId: string): Promise<TransferOrder> {
  const [row] = await tx.query<OrderRow>(
    'select * from custody.transfer_order where task_id = $1 for update',
    [taskId],
  );
  if (row === undefined) throw new Error(`the task ${taskId} has no transfer order`);
  return toOrder(row);
}

export interface DueClaim {
  readonly limit: number;
  /** Orders to leave alone. */
  readonly but: readonly string[];
  /** This order and no other. */
  readonly only?: string | undefined;
}

/** Orders whose time has come, oldest first, that nobody else is at. */
export async function claimDue(
  tx: Transaction,
  now: Date,
  { limit, but, only }: DueClaim,
): Promise<TransferOrder[]> {
  const rows = await tx.query<OrderRow>(
    `select * from custody.transfer_order
      where state = 'delayed' and execute_at <= $1 and id <> all($3::uuid[]) and ($4::uuid is null or id = $4)
      order by execute_at, id limit $2 for update skip locked`,
    [now, limit, but, only ?? null],
  );
  return rows.map(toOrder);
}

/** Orders that ended without effect and whose units are still set apart, because their account could not be moved on; by id. */
export async function claimOwed(
  tx: Transaction,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<TransferOrder[]> {
  const rows = await tx.query<OrderRow>(
    `select * from custody.transfer_order
      where units = 'apart' and state in ('terminated', 'rejected', 'cancelled', 'manually-cancelled')
        and ($1::uuid is null or id > $1)
      order by id limit $2 for update skip locked`,
    [after ?? null, limit],
  );
  return rows.map(toOrder);
}

const WITHIN_LIMITS = withinLimits(8, { holder: 'r.id', instrument: 'instrument' });

export interface OrderFilter {
  readonly state?: OrderState | undefined;
  readonly account?: string | undefined;
  readonly reach: Reach;
}

/**
 * Orders, newest first. A receiver sees what has arrived and nothing before: that somebody is about to send is the
 * sender's matter. Within an engagement, orders are seen that were proposed in its time, of its instruments.
 */
export async function readOrders(
  reader: Reader,
  { state, account, reach }: OrderFilter,
  page: PageRequest,
): Promise<Page<TransferOrder>> {
  const ids = reachIds(reach);
  const windows = ids?.map((id) => seenOf(reach, id)) ?? [];
  const since = windows.map((window) => window.from ?? null);
  const until = windows.map((window) => window.until ?? null);
  const rows = await reader.query<OrderRow>(
    `select * from custody.transfer_order
      where ($1::uuid[] is null or exists (
              select from unnest($1, $6::timestamptz[], $7::timestamptz[]) as r (id, since, until)
               where (r.id = holder_id or (r.id = to_holder_id and state in ('completed', 'reversed')))
                 and (since is null or proposed_at >= since) and (until is null or proposed_at < until)
                 and ${WITHIN_LIMITS}))
        and ($2::text is null or state = $2)
        and ($3::text is null or from_account = $3 or to_account = $3)
        and ($4::uuid is null or id < $4)
      order by id desc limit $5`,
    [
      ids,
      state ?? null,
      account ?? null,
      page.after?.[0] ?? null,
      page.limit + 1,
      since,
      until,
      ...instrumentLimits(reach),
    ],
  );
  const found = toPage(rows, page.limit, (row) => [row.id]);
  return { ...found, items: found.items.map(toOrder) };
}

/** As in the list: the sender's people, and the receiver's once it arrived. */
export function mayRead(
  { state, holderId, toHolderId, proposedAt, instrument }: TransferOrder,
  reach: Reach,
): boolean {
  const arrived = state === 'completed' || state === 'reversed';
  return (arrived ? [holderId, toHolderId] : [holderId]).some((id) => {
    const seen = seenOf(reach, id);
    const { from, until } = seen;
    return (
      reaches(reach, id) &&
      isInstrumentSeen(seen, instrument) &&
      (from === undefined || proposedAt >= from) &&
      (until === undefined || proposedAt < until)
    );
  });
}

export interface OrderStep {
  readonly from: OrderState | null;
  readonly to: OrderState;
  readonly at: Date;
  readonly by: string;
  readonly reason: string | null;
}

/** Every step an order took, in order; there are few. */
export async function readSteps(reader: Reader, id: string): Promise<OrderStep[]> {
  const rows = await reader.query<{
    from_state: OrderState | null;
    to_state: OrderState;
    at: Date;
    by_whom: string;
    reason: string | null;
  }>(
    `select from_state, to_state, at, by_whom, reason from custody.transfer_order_history
      where order_id = $1 order by step`,
    [id],
  );
  return rows.map((row) => ({
    from: row.from_state,
    to: row.to_state,
    at: row.at,
    by: row.by_whom,
    reason: row.reason,
  }));
}
