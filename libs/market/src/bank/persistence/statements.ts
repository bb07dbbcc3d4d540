import type { Reader, Transaction } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { BankStatement } from '../domain/statement';
import type { StatementFormat } from '../formats/read-statement';

/** A statement that was imported. */
export interface ImportedStatement {
  readonly id: string;
  readonly seq: string;
  readonly settlementNumber: string;
  readonly bankCode: string;
  readonly statement: string;
  readonly format: StatementFormat;
  readonly from: ChinaDate;
  readonly to: ChinaDate;
  readonly openingFen: bigint;
  readonly closingFen: bigint;
  readonly entries: number;
  readonly contentHash: Buffer;
  readonly importedBy: string;
  readonly importedAt: Date;
}

type Row = Omit<ImportedStatement, 'openingFen' | 'closingFen'> & { openingFen: string; closingFen: string };

const SELECT = `select b.id, b.seq, s.number as "settlementNumber", h.code as "bankCode", b.statement, b.format,
    b.from_day::text as "from", b.to_day::text as "to", b.opening_fen as "openingFen", b.closing_fen as "closingFen",
    b.entries, b.content_hash as "contentHash", b.imported_by as "importedBy", b.imported_at as "importedAt"
  from market.bank_statement b join market.settlement_account s on s.id = b.settlement_account
  join identity.holder h on h.id = s.bank_id`;

const statementOf = (row: Row): ImportedStatement => ({
  ...row,
  ...{ openingFen: BigInt(row.openingFen), closingFen: BigInt(row.closingFen) },
});

/** Keeps a statement, unless the account has one of its name. @returns whether it was new */
export async function insertStatement(
  tx: Transaction,
  statement: BankStatement & {
    readonly id: string;
    readonly settlementAccount: number;
    readonly format: StatementFormat;
    readonly contents: Buffer;
    readonly contentHash: Buffer;
  },
  by: string,
  now: Date,
): Promise<boolean> {
  const { id, settlementAccount, format, from, to, contents, contentHash, movements } = statement;
  const rows = await tx.query(
    `insert into market.bank_statement (id, settlement_account, statement, format, from_day, to_day, opening_fen, closing_fen,
        entries, content_hash, contents, imported_by, imported_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (settlement_account, statement) do nothing returning id`,
    [
      ...[id, settlementAccount, statement.statement, format, from, to],
      ...[statement.openingFen, statement.closingFen, movements.length, contentHash, contents, by, now],
    ],
  );
  return rows.length > 0;
}

/** A statement by its name at the bank. */
export async function namedStatement(
  reader: Pick<Reader, 'query'>,
  settlementAccount: number,
  statement: string,
): Promise<ImportedStatement | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where b.settlement_account = $1 and b.statement = $2`, [
    settlementAccount,
    statement,
  ]);
  return row === undefined ? undefined : statementOf(row);
}

/** One statement, if the caller may see its bank. */
export async function findStatement(
  reader: Pick<Reader, 'query'>,
  id: string,
  reach: Reach,
): Promise<ImportedStatement | undefined> {
  const [row] = await reader.query<Row>(
    `${SELECT} where b.id = $1 and ($2::uuid[] is null or s.bank_id = any($2::uuid[]))`,
    [id, reachIds(reach)],
  );
  return row === undefined ? undefined : statementOf(row);
}

/** The latest first. */
export async function readStatements(
  reader: Pick<Reader, 'query'>,
  page: PageRequest,
  reach: Reach,
): Promise<Page<ImportedStatement>> {
  const rows = await reader.query<Row>(
    `${SELECT} where ($1::uuid[] is null or s.bank_id = any($1::uuid[]))
        and b.seq < coalesce($2::bigint, 9223372036854775807) order by b.seq desc limit $3`,
    [reachIds(reach), page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows.map(statementOf), page.limit, ({ seq }) => [seq]);
}

/** Whether a statement reaches up to a day. */
export async function statementReaches(
  reader: Pick<Reader, 'query'>,
  settlementAccount: number,
  day: ChinaDate,
): Promise<boolean> {
  const rows = await reader.query(
    'select 1 from market.bank_statement where settlement_account = $1 and to_day >= $2 limit 1',
    [settlementAccount, day],
  );
  return rows.length > 0;
}
