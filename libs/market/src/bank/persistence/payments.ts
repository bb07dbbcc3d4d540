import type { Reader, Transaction } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Adapter } from '../bank-port';
import type { PaymentKind, PaymentOrder, PaymentState } from '../domain/payment';

/** An order to a bank and how far it is. */
export interface Payment extends PaymentOrder {
  readonly seq: string;
  readonly settlementAccount: number;
  readonly adapter: Adapter;
  readonly holderId: string | null;
  /** The funds account in which the money of a withdrawal is set apart. */
  readonly account: string | null;
  readonly movement: string | null;
  readonly entry: string | null;
  readonly state: PaymentState;
  readonly attempts: number;
  readonly lastFault: string | null;
  readonly bankReference: string | null;
  readonly rejectReason: string | null;
  readonly orderedBy: string;
  readonly approvedBy: string;
  readonly madeAt: Date;
  readonly sentAt: Date | null;
  readonly endedAt: Date | null;
}

interface Row {
  id: string;
  seq: string;
  kind: PaymentKind;
  settlement_account: number;
  number: string;
  adapter: Adapter;
  end_to_end: string;
  holder_id: string | null;
  account: string | null;
  movement: string | null;
  entry: string | null;
  payee_name: string;
  payee_account: string;
  payee_bank: string;
  amount_fen: string;
  text: string;
  state: PaymentState;
  attempts: number;
  last_fault: string | null;
  bank_reference: string | null;
  reject_reason: string | null;
  ordered_by: string;
  approved_by: string;
  made_at: Date;
  sent_at: Date | null;
  ended_at: Date | null;
}

const SELECT = `select p.id, p.seq, p.kind, p.settlement_account, s.number, s.adapter, p.end_to_end, p.holder_id, p.account,
    p.movement, p.entry, p.payee_name, p.payee_account, p.payee_bank, p.amount_fen, p.text, p.state, p.attempts, p.last_fault,
    p.bank_reference, p.reject_reason, p.ordered_by, p.approved_by, p.made_at, p.sent_at, p.ended_at
  from market.payment_order p join market.settlement_account s on s.id = p.settlement_account`;

const payment = (row: Row): Payment => ({
  ...{ id: row.id, seq: row.seq, kind: row.kind, from: row.number, endToEnd: row.end_to_end },
  payee: { name: row.payee_name, account: row.payee_account, bank: row.payee_bank },
  ...{ amountFen: BigInt(row.amount_fen), text: row.text },
  ...{ settlementAccount: row.settlement_account, adapter: row.adapter, holderId: row.holder_id },
  ...{ account: row.account, movement: row.movement, entry: row.entry },
  ...{ state: row.state, attempts: row.attempts, lastFault: row.last_fault },
  ...{ bankReference: row.bank_reference, rejectReason: row.reject_reason },
  ...{ orderedBy: row.ordered_by, approvedBy: row.approved_by },
  ...{ madeAt: row.made_at, sentAt: row.sent_at, endedAt: row.ended_at },
});

export interface NewPayment extends Omit<PaymentOrder, 'from'> {
  readonly settlementAccount: number;
  readonly holderId?: string;
  readonly account?: string;
  readonly movement?: string;
  readonly entry?: string;
  readonly orderedBy: string;
  readonly approvedBy: string;
}

/** Writes an order with the decision it comes of: it is sent afterwards, whatever becomes of this process. */
export async function insertPayment(tx: Transaction, order: NewPayment, now: Date): Promise<void> {
  await tx.query(
    `insert into market.payment_order (id, kind, settlement_account, end_to_end, holder_id, account, movement, entry,
        payee_name, payee_account, payee_bank, amount_fen, text, next_try_at, ordered_by, approved_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $14)`,
    [
      ...[order.id, order.kind, order.settlementAccount, order.endToEnd, order.holderId ?? null],
      ...[order.account ?? null, order.movement ?? null, order.entry ?? null],
      ...[order.payee.name, order.payee.account, order.payee.bank, order.amountFen, order.text, now],
      ...[order.orderedBy, order.approvedBy],
    ],
  );
}

/** Orders by their end-to-end references, under lock. */
export async function lockPayments(tx: Transaction, endToEnds: readonly string[]): Promise<Payment[]> {
  if (endToEnds.length === 0) return [];
  const rows = await tx.query<Row>(
    `${SELECT} where p.end_to_end = any($1::text[]) order by p.seq for update of p`,
    [endToEnds],
  );
  return rows.map(payment);
}

/** Takes what is due, to be sent or asked about, and puts its next time off: two senders do not take the same. */
export async function takeDue(
  tx: Transaction,
  { now, until, limit }: { readonly now: Date; readonly until: Date; readonly limit: number },
): Promise<Payment[]> {
  const rows = await tx.query<Row>(
    `with due as (
       select id from market.payment_order where state in ('queued', 'sent') and next_try_at <= $1
        order by next_try_at, seq limit $3 for update skip locked),
     taken as (
       update market.payment_order set next_try_at = $2, attempts = attempts + 1 where id in (select id from due)
       returning id)
     ${SELECT} where p.id in (select id from taken) order by p.seq`,
    [now, until, limit],
  );
  return rows.map(payment);
}

export async function noteSent(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.query(
    `update market.payment_order set state = 'sent', sent_at = $2, last_fault = null where id = $1 and state = 'queued'`,
    [id, now],
  );
}

export async function noteFault(tx: Transaction, id: string, fault: string): Promise<void> {
  await tx.query(
    `update market.payment_order set last_fault = $2 where id = $1 and state in ('queued', 'sent')`,
    [id, fault],
  );
}

export async function noteEnded(
  tx: Transaction,
  id: string,
  end:
    | { readonly state: 'paid'; readonly reference: string }
    | { readonly state: 'rejected'; readonly reason: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `update market.payment_order set state = $2, bank_reference = $3, reject_reason = $4, last_fault = null,
        sent_at = coalesce(sent_at, $5), ended_at = $5 where id = $1`,
    [
      id,
      end.state,
      end.state === 'paid' ? end.reference : null,
      end.state === 'rejected' ? end.reason : null,
      now,
    ],
  );
}

/** The latest first; a withdrawal is its holder's to see, a return is the operator's own. */
export async function readPayments(
  reader: Pick<Reader, 'query'>,
  page: PageRequest,
  reach: Reach,
  state: PaymentState | undefined,
): Promise<Page<Payment>> {
  const rows = await reader.query<Row>(
    `${SELECT} where ($1::uuid[] is null or p.holder_id = any($1::uuid[]) or s.bank_id = any($1::uuid[]))
        and ($2::text is null or p.state = $2) and p.seq < coalesce($3::bigint, 9223372036854775807)
      order by p.seq desc limit $4`,
    [reachIds(reach), state ?? null, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows.map(payment), page.limit, ({ seq }) => [seq]);
}

export async function findPayment(
  reader: Pick<Reader, 'query'>,
  id: string,
  reach: Reach,
): Promise<Payment | undefined> {
  const [row] = await reader.query<Row>(
    `${SELECT} where p.id = $1
        and ($2::uuid[] is null or p.holder_id = any($2::uuid[]) or s.bank_id = any($2::uuid[]))`,
    [id, reachIds(reach)],
  );
  return row === undefined ? undefined : payment(row);
}
