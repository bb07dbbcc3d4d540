import type { Reader, Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';

/** The rules and the balance value one sector was calculated with. */
export interface SectorBasis {
  readonly sector: string;
  readonly pack: {
    readonly id: string;
    readonly version: string;
    readonly hash: string;
    readonly certainty: string;
  };
  /** ALC-022; absent where the method needs none. */
  readonly balance?: {
    readonly value: string;
    readonly origin: 'given' | 'solved';
    /** Who supplied a given one, or how many enterprises a solved one rests on. */
    readonly by: string;
    readonly source: string;
  };
}

export interface Calculation {
  readonly roundId: string;
  readonly version: number;
  readonly asOf: ChinaDate;
  readonly sectors: readonly SectorBasis[];
  readonly lines: number;
  readonly units: number;
  readonly verifiedT: bigint;
  readonly amountT: bigint;
  readonly jobId: string | null;
}

export async function insertCalculation(
  tx: Transaction,
  one: Calculation,
  by: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into allowances.allocation_calculation
       (round_id, version, as_of, sectors, lines, units, verified_t, amount_t, job_id, at, by_whom)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[one.roundId, one.version, one.asOf, JSON.stringify(one.sectors), one.lines, one.units],
      ...[one.verifiedT, one.amountT, one.jobId, at, by],
    ],
  );
}

interface Row {
  readonly version: number;
  readonly as_of: ChinaDate;
  readonly sectors: readonly SectorBasis[];
  readonly lines: number;
  readonly units: number;
  readonly verified_t: string;
  readonly amount_t: string;
  readonly job_id: string | null;
  readonly at: Date;
}

export interface CalculationRecord extends Calculation {
  readonly at: Date;
}

/** Calculations of a round, the latest first; those of a process that died are not among them. */
export async function readCalculations(reader: Reader, roundId: string): Promise<CalculationRecord[]> {
  const rows = await reader.query<Row>(
    `select version, as_of::text, sectors, lines, units, verified_t, amount_t, job_id, at
       from allowances.allocation_calculation where round_id = $1 order by version desc`,
    [roundId],
  );
  return rows.map((row) => ({
    ...{ roundId, version: row.version, asOf: row.as_of, sectors: row.sectors, lines: row.lines },
    ...{ units: row.units, verifiedT: BigInt(row.verified_t), amountT: BigInt(row.amount_t) },
    ...{ jobId: row.job_id, at: row.at },
  }));
}

/** The number of the next calculation: beyond those that were begun and never ended. */
export async function nextCalculation(tx: Transaction, roundId: string): Promise<number> {
  const [row] = await tx.query<{ next: number }>(
    `select 1 + greatest(
       (select coalesce(max(version), 0) from allowances.allocation_calculation where round_id = $1),
       (select coalesce(max(calculation), 0) from allowances.allocation_line where round_id = $1)) as next`,
    [roundId],
  );
  return row?.next ?? 1;
}

export interface BalanceValue {
  readonly market: string;
  readonly year: number;
  readonly sector: string;
  readonly version: number;
  readonly value: string;
  readonly source: string;
  readonly givenBy: string;
}

/** The balance values an authority gave for a market and year, by sector (ALC-022). */
export async function readBalanceValues(
  reader: Reader,
  market: string,
  year: number,
): Promise<Map<string, BalanceValue>> {
  const rows = await reader.query<BalanceValue>(
    `select distinct on (sector) market, year, sector, version, value, source, given_by as "givenBy"
       from allowances.balance_value where market = $1 and year = $2 order by sector, version desc`,
    [market, year],
  );
  return new Map(rows.map((row) => [row.sector, row]));
}

export async function insertBalanceValue(
  tx: Transaction,
  one: Omit<BalanceValue, 'version' | 'givenBy'> & {
    readonly id: string;
    readonly documentHash: string | null;
  },
  { at, by, approver }: { readonly at: Date; readonly by: string; readonly approver: string },
): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    `insert into allowances.balance_value
       (id, market, year, sector, version, value, source, document_hash, given_at, given_by, approved_by)
     select $1, $2, $3, $4, coalesce(max(version), 0) + 1, $5, $6, decode($7, 'hex'), $8, $9, $10
       from allowances.balance_value where market = $2 and year = $3 and sector = $4
     returning version`,
    [
      ...[one.id, one.market, one.year, one.sector, one.value, one.source, one.documentHash],
      ...[at, by, approver],
    ],
  );
  if (row === undefined) throw new Error('a balance value was not kept');
  return row.version;
}
