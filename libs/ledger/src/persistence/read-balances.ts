import type { Reader } from '@carbon/database';
import { decodeCursor, type Page, type PageRequest, toPage } from '@carbon/kernel';
import { type Kind, kindOf, type Part, partOf, PARTS } from '../domain/vocabulary';

export interface BalanceView {
  readonly instrument: string;
  readonly kind: string;
  readonly unit: string;
  readonly parts: Readonly<Record<Part, bigint>>;
  readonly total: bigint;
  readonly version: bigint;
}

type PartColumns = Record<Part, string>;

type BalanceRow = { code: string; kind: string; unit: string; version: string } & PartColumns;

const toParts = (row: PartColumns): Record<Part, bigint> =>
  Object.fromEntries(PARTS.map((part) => [part, BigInt(row[part])])) as Record<Part, bigint>;

function toView(row: BalanceRow): BalanceView {
  const parts = toParts(row);
  return {
    instrument: row.code,
    kind: row.kind,
    unit: row.unit,
    parts,
    total: Object.values(parts).reduce((sum, value) => sum + value, 0n),
    version: BigInt(row.version),
  };
}

const BALANCE = `
  select i.code, i.kind, i.unit, b.available, b.frozen, b.locked, b.pledged, b.judicial, b.pending, b.version
    from ledger.account a join ledger.balance b on b.account_id = a.id
    join ledger.instrument i on i.id = b.instrument_id`;

/** The balance of an account and instrument now; undefined when it never had one. */
export async function readBalance(
  reader: Reader,
  account: string,
  instrument: string,
): Promise<BalanceView | undefined> {
  const [row] = await reader.query<BalanceRow>(`${BALANCE} where a.number = $1 and i.code = $2`, [
    account,
    instrument,
  ]);
  return row === undefined ? undefined : toView(row);
}

/** Only these instruments, by code; all where undefined. */
export interface OnlyOf {
  readonly instruments?: readonly string[];
}

/** The balances of an account now, in the order of instrument codes. */
export async function readBalances(
  reader: Reader,
  account: string,
  page: PageRequest,
  { instruments }: OnlyOf = {},
): Promise<Page<BalanceView>> {
  const rows = await reader.query<BalanceRow>(
    `${BALANCE} where a.number = $1 and i.code > $2 and ($4::text[] is null or i.code = any($4))
      order by i.code limit $3`,
    [account, page.after?.[0] ?? '', page.limit + 1, instruments ?? null],
  );
  return toPage(rows.map(toView), page.limit, (view) => [view.instrument]);
}

/**
 * The balances of an account as they were at a moment, added up from its postings and from nothing else: what was
 * recorded up to and including the moment counts.
 */
export async function readBalancesAt(
  reader: Reader,
  account: string,
  moment: Date,
  page: PageRequest,
  { instruments }: OnlyOf = {},
): Promise<Page<BalanceView>> {
  const sums = PARTS.map(
    (part, number) => `coalesce(sum(p.change) filter (where p.part = ${number}), 0)::bigint as ${part}`,
  );
  const rows = await reader.query<BalanceRow>(
    `select i.code, i.kind, i.unit, ${sums.join(', ')}, max(p.version) as version
       from ledger.posting p join ledger.instrument i on i.id = p.instrument_id
      where p.account_id = (select id from ledger.account where number = $1) and p.recorded_at <= $2 and i.code > $3
        and ($5::text[] is null or i.code = any($5))
      group by i.code, i.kind, i.unit order by i.code limit $4`,
    [account, moment, page.after?.[0] ?? '', page.limit + 1, instruments ?? null],
  );
  return toPage(rows.map(toView), page.limit, (view) => [view.instrument]);
}

export interface StatementLine {
  readonly journalId: bigint;
  readonly transactionId: bigint;
  readonly kind: Kind;
  readonly instrument: string;
  readonly part: Part;
  readonly change: bigint;
  readonly after: bigint;
  readonly counterparty: string;
  readonly recordedAt: Date;
  readonly reference: string | null;
}

/** The postings of an account, newest first; only those recorded from `from` (included) until `until` (not). */
export async function readStatement(
  reader: Reader,
  account: string,
  page: PageRequest,
  { from, until, instruments }: { readonly from?: Date; readonly until?: Date } & OnlyOf = {},
): Promise<Page<StatementLine>> {
  const [before, beforeSide] = page.after ?? ['9223372036854775807', '1'];
  const rows = await reader.query<{
    id: string;
    transaction_id: string;
    kind: number;
    code: string;
    part: number;
    change: string;
    after: string;
    counterparty: string;
    recorded_at: Date;
    reference: string | null;
    side: number;
  }>(
    `with a as (select id from ledger.account where number = $1)
     select s.id, s.transaction_id, s.kind, i.code, s.part, s.change, s.after, o.number as counterparty,
            s.recorded_at, s.reference, s.side
       from (
         (select id, transaction_id, kind, instrument_id, debit_part as part, -quantity as change, debit_after as after,
                 credit_account as other, recorded_at, reference, 0 as side
            from ledger.journal where debit_account = (select id from a) and (id, 0) < ($2::bigint, $3::int)
             and recorded_at >= coalesce($5, '-infinity'::timestamptz) and recorded_at < coalesce($6, 'infinity'::timestamptz)
             and ($7::text[] is null or instrument_id in (select id from ledger.instrument where code = any($7)))
           order by id desc limit $4)
         union all
         (select id, transaction_id, kind, instrument_id, credit_part, quantity, credit_after, debit_account,
                 recorded_at, reference, 1
            from ledger.journal where credit_account = (select id from a) and (id, 1) < ($2::bigint, $3::int)
             and recorded_at >= coalesce($5, '-infinity'::timestamptz) and recorded_at < coalesce($6, 'infinity'::timestamptz)
             and ($7::text[] is null or instrument_id in (select id from ledger.instrument where code = any($7)))
           order by id desc limit $4)) s
       join ledger.instrument i on i.id = s.instrument_id
       join ledger.account o on o.id = s.other
      order by s.id desc, s.side desc limit $4`,
    [account, before, beforeSide, page.limit + 1, from ?? null, until ?? null, instruments ?? null],
  );
  const sideOf = new Map(rows.map((row) => [row, row.side]));
  const result = toPage(rows, page.limit, (row) => [row.id, String(sideOf.get(row))]);
  return {
    ...result,
    items: result.items.map((row) => ({
      journalId: BigInt(row.id),
      transactionId: BigInt(row.transaction_id),
      kind: kindOf(row.kind),
      instrument: row.code,
      part: partOf(row.part),
      change: BigInt(row.change),
      after: BigInt(row.after),
      counterparty: row.counterparty,
      recordedAt: row.recorded_at,
      reference: row.reference,
    })),
  };
}

/** The page request of a list whose key has `parts` parts. */
export function pageRequest(limit: number, cursor: string | undefined, parts: number): PageRequest {
  return cursor === undefined ? { limit } : { limit, after: decodeCursor(cursor, parts) };
}

export interface HeldBlock {
  readonly instrument: string;
  readonly part: Part;
  readonly first: bigint;
  readonly last: bigint;
  /** The transfer that brought the serials to the account. */
  readonly journalId: bigint;
}

/** The serial blocks of an account, by instrument and first serial. */
export async function readBlocks(
  reader: Reader,
  account: string,
  page: PageRequest,
  instrument?: string,
  { instruments }: OnlyOf = {},
): Promise<Page<HeldBlock>> {
  const [code, first] = page.after ?? ['', '0'];
  const rows = await reader.query<{
    code: string;
    part: number;
    first: string;
    last: string;
    journal_id: string;
  }>(
    `select i.code, b.part, b.first_serial as first, b.last_serial as last, b.journal_id
       from ledger.account a join ledger.block b on b.account_id = a.id
       join ledger.instrument i on i.id = b.instrument_id
      where a.number = $1 and ($2::text is null or i.code = $2) and (i.code, b.first_serial) > ($3, $4::bigint)
        and ($6::text[] is null or i.code = any($6))
      order by i.code, b.first_serial limit $5`,
    [account, instrument ?? null, code, first, page.limit + 1, instruments ?? null],
  );
  const views = rows.map((row) => ({
    instrument: row.code,
    part: partOf(row.part),
    first: BigInt(row.first),
    last: BigInt(row.last),
    journalId: BigInt(row.journal_id),
  }));
  return toPage(views, page.limit, (block) => [block.instrument, block.first.toString()]);
}
