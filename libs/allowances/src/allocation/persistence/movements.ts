import { type Reader, sqlState, type Transaction } from '@carbon/database';
import type { Acting } from '../desk';
import { overCap } from '../domain/refusals';

export type MovementKind = 'reserve' | 'release' | 'issue' | 'expect' | 'return' | 'forgo';

/** What a movement is of. */
export interface MovedLine {
  readonly roundId: string;
  readonly holderId: string;
  readonly lineVersion: number;
  readonly market: string;
  readonly year: number;
  /** Empty where the enterprise has none. */
  readonly province: string;
  readonly sector: string;
}

export interface Movement extends MovedLine {
  readonly kind: MovementKind;
  readonly quantity: bigint;
  readonly account?: string;
  readonly instrument?: string;
  readonly transactionId?: bigint;
  readonly sourceKey?: string;
  readonly demandId?: string;
}

/**
 * Writes movements down; the database counts them against the caps of the market and of the provinces (REG-007). One
 * statement, last in its transaction as far as may be: from here on the positions of the caps are locked.
 * @throws Refusal ALLOCATION_OVER_CAP
 */
export async function insertMovements(
  tx: Transaction,
  movements: readonly Movement[],
  { actor, approver }: Acting,
  at: Date,
): Promise<void> {
  const [first] = movements;
  if (first === undefined) return;
  const rows = movements.map((one) => ({
    ...{ round_id: one.roundId, holder_id: one.holderId, line_version: one.lineVersion },
    ...{ market: one.market, year: one.year, province: one.province, sector: one.sector, kind: one.kind },
    ...{ quantity: one.quantity.toString(), account: one.account, instrument: one.instrument },
    ...{ transaction_id: one.transactionId?.toString(), source_key: one.sourceKey, demand_id: one.demandId },
  }));
  try {
    await tx.query(
      `insert into allowances.allocation_movement (round_id, holder_id, line_version, market, year, province, sector,
         kind, quantity, account, instrument, transaction_id, source_key, demand_id, at, by_whom, approver)
       select m.*, $2, $3, $4
         from jsonb_to_recordset($1::jsonb) as m (round_id uuid, holder_id uuid, line_version int, market text,
           year int, province text, sector text, kind text, quantity bigint, account text, instrument text,
           transaction_id bigint, source_key text, demand_id uuid)`,
      [JSON.stringify(rows), at, actor, approver ?? null],
    );
  } catch (error) {
    if (breaksCap(error)) throw overCap(first.market, first.year);
    throw error;
  }
}

/** Whether it was a cap that the database would not have exceeded. */
export function breaksCap(error: unknown): boolean {
  return sqlState(error) === '23514' && error instanceof Error && error.message.includes('cap_holds_');
}

export interface CapPosition {
  readonly market: string;
  readonly year: number;
  /** Empty for the whole market. */
  readonly province: string;
  readonly capT: bigint | null;
  readonly provincesT: bigint;
  readonly issuedT: bigint;
  readonly pendingT: bigint;
  readonly returningT: bigint;
}

interface PositionRow {
  readonly market: string;
  readonly year: number;
  readonly province: string;
  readonly cap_t: string | null;
  readonly provinces_t: string;
  readonly issued_t: string;
  readonly pending_t: string;
  readonly returning_t: string;
}

/** What stands against the caps of a market and year: the market first, then its provinces. */
export async function readCapPositions(
  reader: Reader,
  { market, year }: { readonly market: string; readonly year: number },
  provinces?: readonly string[],
): Promise<CapPosition[]> {
  const rows = await reader.query<PositionRow>(
    `select * from allowances.cap_position
      where market = $1 and year = $2 and ($3::text[] is null or province = '' or province = any($3)) order by province`,
    [market, year, provinces ?? null],
  );
  return rows.map((row) => ({
    ...{ market: row.market, year: row.year, province: row.province },
    capT: row.cap_t === null ? null : BigInt(row.cap_t),
    provincesT: BigInt(row.provinces_t),
    issuedT: BigInt(row.issued_t),
    pendingT: BigInt(row.pending_t),
    returningT: BigInt(row.returning_t),
  }));
}
