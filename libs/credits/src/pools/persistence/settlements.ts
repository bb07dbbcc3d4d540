import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { settlementUnknown } from '../domain/refusals';
import type { SettlementLine } from '../domain/settlement';
import type { Pool, PoolPeriod } from './records';

export interface PoolSettlement {
  readonly id: string;
  readonly number: string;
  readonly period: number;
  readonly saleReference: string;
  readonly tonnes: bigint;
  readonly proceedsFen: bigint;
  readonly feeBasisPoints: number;
  readonly feeFen: bigint;
  readonly netFen: bigint;
  readonly settledAt: Date;
}

/** A member's line of a settlement. */
export interface ToldLine {
  readonly reference: string;
  readonly soldUg: bigint;
  readonly fen: bigint;
}

type Numbers = 'tonnes' | 'proceedsFen' | 'feeFen' | 'netFen';
type Row = Omit<PoolSettlement, Numbers> & Readonly<Record<Numbers, string>>;

const SELECT = `select s.id, s.number, p.ordinal as period, s.sale_reference as "saleReference", s.tonnes,
    s.proceeds_fen as "proceedsFen", s.fee_basis_points as "feeBasisPoints", s.fee_fen as "feeFen",
    s.net_fen as "netFen", s.settled_at as "settledAt"
  from credits.pool_settlement s join credits.pool_period p on p.id = s.period_id`;

const toSettlement = (row: Row): PoolSettlement => ({
  ...row,
  tonnes: BigInt(row.tonnes),
  proceedsFen: BigInt(row.proceedsFen),
  feeFen: BigInt(row.feeFen),
  netFen: BigInt(row.netFen),
});

/** Settlements of a pool, oldest first. */
export async function readSettlements(
  reader: Reader,
  pool: Pool,
  page: PageRequest,
): Promise<Page<PoolSettlement>> {
  const rows = await reader.query<Row>(
    `${SELECT} where s.pool_id = $1 and ($2::uuid is null or s.id > $2) order by s.id limit $3`,
    [pool.id, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows.map(toSettlement), page.limit, ({ id }) => [id]);
}

/** @throws Refusal POOL_SETTLEMENT_UNKNOWN */
export async function findSettlement(reader: Reader, pool: Pool, number: string): Promise<PoolSettlement> {
  const [row] = await reader.query<Row>(`${SELECT} where s.pool_id = $1 and s.number = $2`, [
    pool.id,
    number,
  ]);
  if (row === undefined) throw settlementUnknown(number);
  return toSettlement(row);
}

/** The lines of a settlement, by the members' numbers. */
export async function readLines(
  reader: Reader,
  settlement: PoolSettlement,
  page: PageRequest,
): Promise<Page<ToldLine>> {
  const rows = await reader.query<{ reference: string; soldUg: string; fen: string }>(
    `select m.reference, l.sold_ug as "soldUg", l.fen from credits.pool_settlement_line l
       join credits.pool_member m on m.id = l.member_id
      where l.settlement_id = $1 and m.reference > $2 order by m.reference limit $3`,
    [settlement.id, page.after?.[0] ?? '', page.limit + 1],
  );
  const lines = rows.map(({ reference, soldUg, fen }) => ({
    reference,
    soldUg: BigInt(soldUg),
    fen: BigInt(fen),
  }));
  return toPage(lines, page.limit, ({ reference }) => [reference]);
}

/** Of each member of an issue: its number, and what no settlement told it of yet. */
export async function unsettledOf(
  tx: Transaction,
  period: PoolPeriod,
): Promise<{ readonly reference: string; readonly id: string; readonly left: bigint }[]> {
  const rows = await tx.query<{ reference: string; id: string; left: string }>(
    `select m.reference, m.id, (s.issued_ug - coalesce(sum(l.sold_ug), 0))::bigint as left
       from credits.pool_share s join credits.pool_member m on m.id = s.member_id
       left join credits.pool_settlement e on e.period_id = s.period_id
       left join credits.pool_settlement_line l on l.settlement_id = e.id and l.member_id = m.id
      where s.period_id = $1 and s.issued_ug > 0 group by m.id, s.issued_ug order by m.reference`,
    [period.id],
  );
  return rows.map((row) => ({ ...row, left: BigInt(row.left) }));
}

export async function isSettled(tx: Transaction, pool: Pool, saleReference: string): Promise<boolean> {
  const rows = await tx.query(
    'select from credits.pool_settlement where pool_id = $1 and sale_reference = $2',
    [pool.id, saleReference],
  );
  return rows.length > 0;
}

export interface NewSettlement extends Omit<PoolSettlement, 'number' | 'period'> {
  readonly documentHash: string | null;
  readonly proposedBy: string;
  readonly approvedBy: string;
}

/** Enters a settlement with its lines, with two statements. Gives its number. */
export async function insertSettlement(
  tx: Transaction,
  pool: Pool,
  period: PoolPeriod,
  settlement: NewSettlement,
  lines: readonly SettlementLine[],
): Promise<string> {
  const s = settlement;
  const [row] = await tx.query<{ number: string }>(
    `insert into credits.pool_settlement (id, number, pool_id, period_id, sale_reference, tonnes, proceeds_fen,
       fee_basis_points, fee_fen, net_fen, document_hash, proposed_by, approved_by, settled_at)
     values ($1, 'JS' || lpad(nextval('credits.pool_settlement_number')::text, 8, '0'), $2, $3, $4, $5, $6, $7, $8, $9,
       decode($10, 'hex'), $11, $12, $13) returning number`,
    [
      ...[s.id, pool.id, period.id, s.saleReference, s.tonnes.toString(), s.proceedsFen.toString()],
      ...[s.feeBasisPoints, s.feeFen.toString(), s.netFen.toString(), s.documentHash],
      ...[s.proposedBy, s.approvedBy, s.settledAt],
    ],
  );
  await tx.query(
    `insert into credits.pool_settlement_line (settlement_id, member_id, sold_ug, fen)
     select $1, r.* from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as r`,
    [
      s.id,
      lines.map(({ member }) => member),
      lines.map(({ sold }) => sold.toString()),
      lines.map(({ fen }) => fen.toString()),
    ],
  );
  if (row === undefined) throw new Error('a settlement was not entered');
  return row.number;
}
