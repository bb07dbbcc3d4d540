import type { Reader } from '@carbon/database';
import { EVERYTHING, inReach, type Reach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { RegisterQuery } from '@carbon/receipts';
import type { Cancellation } from './cancellation';

type Row = Omit<Cancellation, 'transactionId' | 'quantity'> & {
  readonly transactionId: string;
  readonly quantity: string;
};

const SELECT = `
  select c.id, c.receipt_number as "receiptNumber", c.account_number as "accountNumber", c.holder_id as "holderId",
    c.scheme, c.transaction_id as "transactionId", c.quantity, c.lots, c.salt, c.document,
    c.document_hash as "documentHash", c.cancelled_by as "cancelledBy", c.approved_by as "approvedBy",
    c.cancelled_at as "cancelledAt"
  from allowances.cancellation c`;

const toCancellation = (row: Row): Cancellation => ({
  ...row,
  transactionId: BigInt(row.transactionId),
  quantity: BigInt(row.quantity),
});

export async function findCancellation(reader: Reader, number: string): Promise<Cancellation | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where c.receipt_number = $1`, [number]);
  return row === undefined ? undefined : toCancellation(row);
}

/** Cancellations within reach, newest first; everybody's are public (ETS-012). */
export async function readCancellations(
  reader: Reader,
  page: PageRequest,
  { scheme, reach = EVERYTHING }: { readonly scheme?: string | undefined; readonly reach?: Reach } = {},
): Promise<Page<Cancellation>> {
  const rows = await reader.query<Row>(
    `${SELECT} where ($1::text is null or c.receipt_number < $1) and ($3::text is null or c.scheme = $3)
        and ${inReach(4, { holder: 'c.holder_id', moment: 'c.cancelled_at' })}
      order by c.receipt_number desc limit $2`,
    [page.after?.[0] ?? null, page.limit + 1, scheme ?? null, ...reachValues(reach)],
  );
  return toPage(rows.map(toCancellation), page.limit, ({ receiptNumber }) => [receiptNumber]);
}

/** For the public register of everything that was ended, newest number first. */
export async function readRegister(
  reader: Reader,
  query: Omit<RegisterQuery, 'purpose'>,
): Promise<Cancellation[]> {
  const { before = null, from = null, scheme = null, limit } = query;
  const rows = await reader.query<Row>(
    `${SELECT} where ($1::text is null or c.receipt_number < $1) and ($2::text is null or c.receipt_number >= $2)
        and ($3::text is null or c.scheme = $3)
      order by c.receipt_number desc limit $4`,
    [before, from, scheme, limit],
  );
  return rows.map(toCancellation);
}
