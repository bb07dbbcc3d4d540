import type { Reader, Transaction } from '@carbon/database';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type {
  BankReconciliation,
  ReconciliationItem,
  ReconciliationItemKind,
} from '../domain/reconciliation';

export interface StoredReconciliation extends BankReconciliation {
  readonly id: string;
  readonly seq: string;
  readonly cause: 'statement' | 'nightly';
  readonly day: ChinaDate;
  readonly statementId: string | null;
  readonly madeAt: Date;
}

/** The sum of the closing balances of each settlement account's latest statement; undefined before there is any. */
export async function bankBalance(reader: Pick<Reader, 'query'>): Promise<bigint | undefined> {
  const [row] = await reader.query<{ fen: string | null }>(
    `select sum(closing_fen) as fen from (
       select distinct on (settlement_account) closing_fen from market.bank_statement
        order by settlement_account, to_day desc, from_day desc, seq desc) latest`,
  );
  return row?.fen == null ? undefined : BigInt(row.fen);
}

/**
 * What stands between the bank's balance and the ledger's:
 * - money on a statement that is nobody's on the ledger yet, unless it went back again on a statement;
 * - deposits on the ledger, by notice or by hand, that stand on no statement yet;
 * - payments that left the ledger, by notice or by hand, and stand on no statement yet;
 * - money that went out on a statement without an order of ours;
 * - statements of which one does not begin with what the one before ended with.
 * What people entered by hand before the first statement began is within its opening balance.
 */
const ITEMS = `
  with first_day as (select min(from_day) as day from market.bank_statement),
  stated as (select e.* from market.bank_entry e where e.statement_id is not null),
  joined as (
    select b.statement, b.opening_fen - lag(b.closing_fen) over w as fen,
           b.from_day > lag(b.to_day) over w as follows
      from market.bank_statement b
    window w as (partition by b.settlement_account order by b.to_day, b.from_day, b.seq))
  select 'money-not-assigned' as kind, reference, amount_fen as fen from stated
   where direction = 'in' and state in ('unmatched', 'proposed', 'returning')
  union all
  select 'money-not-assigned', e.reference, e.amount_fen from stated e
   where e.direction = 'in' and e.state = 'returned'
     and not exists (select from stated o where o.direction = 'out' and o.payment = e.payment)
  union all
  select 'money-not-assigned', reference, -amount_fen from stated o
   where direction = 'out' and state = 'paid-out'
     and exists (select from market.payment_order p join market.bank_entry e on e.id = p.entry
                  where p.id = o.payment and e.statement_id is null)
  union all
  select 'deposit-not-on-a-statement', m.bank_reference, -m.amount_fen from market.cash_movement m
   where m.state = 'booked' and m.direction = 'deposit'
     and not exists (select from stated e where e.movement = m.id)
     and (exists (select from market.bank_entry e where e.movement = m.id)
          or (m.booked_at at time zone 'Asia/Shanghai')::date >= (select day from first_day))
  union all
  select 'payment-not-on-a-statement', m.bank_reference, m.amount_fen from market.cash_movement m
   where m.state = 'booked' and m.direction = 'withdrawal'
     and (m.booked_at at time zone 'Asia/Shanghai')::date >= (select day from first_day)
     and not exists (select from stated e where e.movement = m.id)
     and not exists (select from stated e join market.payment_order p on p.id = e.payment where p.movement = m.id)
  union all
  select 'paid-out-without-order', reference, -amount_fen from stated where state = 'unexplained'
  union all
  select 'statements-do-not-join', statement, fen from joined where follows and fen <> 0
  order by kind, reference`;

export async function readItems(reader: Pick<Reader, 'query'>): Promise<readonly ReconciliationItem[]> {
  const rows = await reader.query<{ kind: ReconciliationItemKind; reference: string; fen: string }>(ITEMS);
  return rows.map(({ kind, reference, fen }) => ({ kind, reference, fen: BigInt(fen) }));
}

/** Keeps what was found; of a night, once. @returns whether it was kept */
export async function insertReconciliation(
  tx: Transaction,
  found: BankReconciliation & Pick<StoredReconciliation, 'id' | 'cause' | 'day' | 'statementId'>,
  now: Date,
): Promise<boolean> {
  const items = found.items.map((item) => ({ ...item, fen: item.fen.toString() }));
  const rows = await tx.query(
    `insert into market.bank_reconciliation (id, cause, day, statement_id, bank_fen, ledger_fen, under_way_fen, difference_fen,
        state, items, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (day) where cause = 'nightly' do nothing returning id`,
    [
      ...[
        found.id,
        found.cause,
        found.day,
        found.statementId,
        found.bankFen,
        found.ledgerFen,
        found.underWayFen,
      ],
      ...[found.differenceFen, found.state, JSON.stringify(items), now],
    ],
  );
  return rows.length > 0;
}

interface Row {
  id: string;
  seq: string;
  cause: 'statement' | 'nightly';
  day: ChinaDate;
  statementId: string | null;
  bankFen: string;
  ledgerFen: string;
  underWayFen: string;
  differenceFen: string;
  state: 'agrees' | 'differs';
  items: { kind: ReconciliationItemKind; reference: string; fen: string }[];
  madeAt: Date;
}

const SELECT = `select id, seq, cause, day::text, statement_id as "statementId", bank_fen as "bankFen",
    ledger_fen as "ledgerFen", under_way_fen as "underWayFen", difference_fen as "differenceFen", state, items,
    made_at as "madeAt" from market.bank_reconciliation`;

const stored = (row: Row): StoredReconciliation => ({
  ...row,
  ...{ bankFen: BigInt(row.bankFen), ledgerFen: BigInt(row.ledgerFen), underWayFen: BigInt(row.underWayFen) },
  differenceFen: BigInt(row.differenceFen),
  items: row.items.map((item) => ({ ...item, fen: BigInt(item.fen) })),
});

/** The latest first. */
export async function readReconciliations(
  reader: Pick<Reader, 'query'>,
  page: PageRequest,
): Promise<Page<StoredReconciliation>> {
  const rows = await reader.query<Row>(
    `${SELECT} where seq < coalesce($1::bigint, 9223372036854775807) order by seq desc limit $2`,
    [page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows.map(stored), page.limit, ({ seq }) => [seq]);
}

export async function findReconciliation(
  reader: Pick<Reader, 'query'>,
  id: string,
): Promise<StoredReconciliation | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where id = $1`, [id]);
  return row === undefined ? undefined : stored(row);
}
