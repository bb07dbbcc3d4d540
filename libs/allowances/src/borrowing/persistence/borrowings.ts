import { fromMultirange, toMultirange } from '@carbon/custody';
import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { SerialRange } from '@carbon/ledger';

/** Units of a later year that came early. Its id is that of its task. */
export interface Borrowing {
  readonly id: string;
  readonly market: string;
  /** Of the obligation. */
  readonly year: number;
  /** Of the allowances. */
  readonly fromYear: number;
  readonly holderId: string;
  readonly account: string;
  readonly instrument: string;
  readonly quantity: bigint;
  readonly serials: readonly SerialRange[];
  /** Figures and pack by which it was granted. */
  readonly judgement: Readonly<Record<string, unknown>>;
  /** Why it could not buy, in its words. */
  readonly ground: string;
  readonly transactionId: bigint;
  readonly borrowedAt: Date;
  readonly borrowedBy: string;
  readonly approvedBy: string;
}

type Row = Omit<Borrowing, 'quantity' | 'serials' | 'transactionId'> & {
  readonly quantity: string;
  readonly serials: string;
  readonly transactionId: string;
};

const SELECT = `
  select b.id, b.market, b.year, b.from_year as "fromYear", b.holder_id as "holderId", b.account_number as account,
    b.instrument, b.quantity, b.serials::text as serials, b.judgement, b.ground, b.transaction_id as "transactionId",
    b.borrowed_at as "borrowedAt", b.borrowed_by as "borrowedBy", b.approved_by as "approvedBy"
  from allowances.borrowing b`;

const toBorrowing = (row: Row): Borrowing => ({
  ...row,
  quantity: BigInt(row.quantity),
  serials: fromMultirange(row.serials),
  transactionId: BigInt(row.transactionId),
});

export async function insertBorrowing(tx: Transaction, one: Borrowing): Promise<void> {
  await tx.query(
    `insert into allowances.borrowing (id, market, year, from_year, holder_id, account_number, instrument, quantity,
       serials, judgement, ground, transaction_id, borrowed_at, borrowed_by, approved_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[one.id, one.market, one.year, one.fromYear, one.holderId, one.account, one.instrument],
      ...[one.quantity.toString(), toMultirange(one.serials), JSON.stringify(one.judgement), one.ground],
      ...[one.transactionId.toString(), one.borrowedAt, one.borrowedBy, one.approvedBy],
    ],
  );
}

/** What was borrowed for an obligation; whole tonnes. */
export async function borrowedT(
  reader: Reader,
  { market, year, holderId }: { readonly market: string; readonly year: number; readonly holderId: string },
): Promise<bigint> {
  const [row] = await reader.query<{ total: string }>(
    `select coalesce(sum(quantity), 0)::text as total from allowances.borrowing
      where market = $1 and year = $2 and holder_id = $3`,
    [market, year, holderId],
  );
  return BigInt(row?.total ?? 0);
}

/** The units that were borrowed for an obligation: they count for it although they are of a later year (BOR-001). */
export async function borrowedFor(
  reader: Reader,
  { market, year, holderId }: { readonly market: string; readonly year: number; readonly holderId: string },
): Promise<Borrowing[]> {
  const rows = await reader.query<Row>(
    `${SELECT} where b.market = $1 and b.year = $2 and b.holder_id = $3 order by b.id`,
    [market, year, holderId],
  );
  return rows.map(toBorrowing);
}

/** What was borrowed within reach, the latest first. */
export async function readBorrowings(
  reader: Reader,
  { market, reach }: { readonly market: string | undefined; readonly reach: Reach },
  page: PageRequest,
): Promise<Page<Borrowing>> {
  const rows = await reader.query<Row>(
    `${SELECT} where ($1::uuid is null or b.id < $1) and ($2::text is null or b.market = $2)
        and ${inReach(4, { holder: 'b.holder_id', moment: 'b.borrowed_at' })}
      order by b.id desc limit $3`,
    [page.after?.[0] ?? null, market ?? null, page.limit + 1, ...reachValues(reach)],
  );
  return toPage(rows.map(toBorrowing), page.limit, ({ id }) => [id]);
}
