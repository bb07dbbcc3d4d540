import type { SerialRange } from '@carbon/ledger';
import type { OrderState } from '../domain/order-state';
import type { Timing } from '../domain/timing';

/** A transfer order as it stands. */
export interface TransferOrder {
  readonly id: string;
  readonly taskId: string;
  readonly holderId: string;
  readonly toHolderId: string;
  readonly from: string;
  readonly to: string;
  readonly instrument: string;
  readonly quantity: bigint;
  readonly serials: readonly SerialRange[] | null;
  /** What was said to the scheme of the units. */
  readonly details: object | null;
  readonly reason: string | null;
  readonly reference: string | null;
  readonly initiator: string;
  readonly proposedAt: Date;
  readonly approver: string | null;
  readonly approvedAt: Date | null;
  readonly executeAt: Date | null;
  readonly timing: Timing | null;
  readonly state: OrderState;
  readonly stepAt: Date;
  readonly units: 'apart' | 'moved' | 'given-back';
  /** Why it was terminated: a code of REG-012, or of the rule that stopped it. */
  readonly failure: string | null;
  readonly transactionId: bigint | null;
  readonly reversalId: bigint | null;
}

export interface OrderRow {
  id: string;
  task_id: string;
  holder_id: string;
  to_holder_id: string;
  from_account: string;
  to_account: string;
  instrument: string;
  quantity: string;
  serials: string[] | null;
  scheme_details: object | null;
  reason: string | null;
  reference: string | null;
  initiator: string;
  proposed_at: Date;
  approver: string | null;
  approved_at: Date | null;
  execute_at: Date | null;
  timing: Timing | null;
  state: OrderState;
  step_at: Date;
  units: TransferOrder['units'];
  failure: string | null;
  transaction_id: string | null;
  reversal_id: string | null;
}

export const toOrder = (row: OrderRow): TransferOrder => ({
  id: row.id,
  taskId: row.task_id,
  holderId: row.holder_id,
  toHolderId: row.to_holder_id,
  from: row.from_account,
  to: row.to_account,
  instrument: row.instrument,
  quantity: BigInt(row.quantity),
  serials: row.serials === null ? null : row.serials.map(rangeOf),
  details: row.scheme_details,
  reason: row.reason,
  reference: row.reference,
  initiator: row.initiator,
  proposedAt: row.proposed_at,
  approver: row.approver,
  approvedAt: row.approved_at,
  executeAt: row.execute_at,
  timing: row.timing,
  state: row.state,
  stepAt: row.step_at,
  units: row.units,
  failure: row.failure,
  transactionId: row.transaction_id === null ? null : BigInt(row.transaction_id),
  reversalId: row.reversal_id === null ? null : BigInt(row.reversal_id),
});

/** A range as the journal writes it, `first-last`. */
function rangeOf(text: string): SerialRange {
  const [first = '', last = ''] = text.split('-');
  return { first: BigInt(first), last: BigInt(last) };
}
