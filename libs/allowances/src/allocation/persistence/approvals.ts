import { type Reader, sqlState, type Transaction } from '@carbon/database';
import { allocatedElsewhere } from '../domain/refusals';
import type { Destination } from './settlements';
import type { Round } from './rounds';

/** A line as an approval sees it: without its document. */
export interface ApprovableLine {
  readonly holderId: string;
  readonly version: number;
  readonly sector: string;
  readonly province: string;
  readonly verifiedT: bigint;
  readonly amountT: bigint;
}

interface Row {
  readonly holder_id: string;
  readonly version: number;
  readonly sector: string;
  readonly province: string;
  readonly verified_t: string;
  readonly amount_t: string;
}

export async function readApprovableLines(reader: Reader, roundId: string): Promise<ApprovableLine[]> {
  const rows = await reader.query<Row>(
    `select holder_id, version, sector, province, verified_t, amount_t from allowances.allocation_line_now
      where round_id = $1 order by holder_id`,
    [roundId],
  );
  return rows.map((row) => ({
    ...{ holderId: row.holder_id, version: row.version, sector: row.sector, province: row.province },
    ...{ verifiedT: BigInt(row.verified_t), amountT: BigInt(row.amount_t) },
  }));
}

export async function countFaults(reader: Reader, roundId: string): Promise<number> {
  const [row] = await reader.query<{ faults: number }>(
    `select count(*)::int as faults from allowances.allocation_line_now where round_id = $1 and fault is not null`,
    [roundId],
  );
  return row?.faults ?? 0;
}

/** From now on this round and no other decides on these enterprises. @throws Refusal ALLOCATION_ELSEWHERE */
export async function claimHolders(
  tx: Transaction,
  round: Round,
  holderIds: readonly string[],
): Promise<void> {
  try {
    await tx.query(
      `insert into allowances.allocation_claim (market, year, phase, holder_id, round_id)
       select $1, $2, $3, holder_id, $4 from unnest($5::uuid[]) as holder_id order by holder_id`,
      [round.market, round.year, round.phase, round.id, holderIds],
    );
  } catch (error) {
    if (sqlState(error) === '23505') throw allocatedElsewhere(round.number);
    throw error;
  }
}

export interface ManualDestination {
  readonly holderId: string;
  readonly destination: Destination;
  readonly reason: string;
}

/** What people said of where units of a round go, by holder. */
export async function readManualDestinations(
  reader: Reader,
  roundId: string,
): Promise<Map<string, ManualDestination>> {
  const rows = await reader.query<ManualDestination>(
    `select distinct on (holder_id) holder_id as "holderId", destination, reason from allowances.allocation_destination
      where round_id = $1 order by holder_id, version desc`,
    [roundId],
  );
  return new Map(rows.map((row) => [row.holderId, row]));
}

export async function insertManualDestination(
  tx: Transaction,
  roundId: string,
  { holderId, destination, reason }: ManualDestination,
  by: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into allowances.allocation_destination (round_id, holder_id, version, destination, reason, at, by_whom)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6 from allowances.allocation_destination
      where round_id = $1 and holder_id = $2`,
    [roundId, holderId, destination, reason, at, by],
  );
}
