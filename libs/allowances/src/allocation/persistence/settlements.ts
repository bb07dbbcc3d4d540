import type { Reader, Transaction } from '@carbon/database';
import type { Ground } from '../destination-grounds';
import type { RoundPhase } from '../domain/round-state';
import type { EarlierSettlement, SettledLine } from '../domain/settle-line';
import type { MovedLine } from './movements';

export type Destination = 'own' | 'provincial';

export interface Settlement extends SettledLine, MovedLine {
  readonly phase: RoundPhase;
  readonly sequence: number;
  readonly amountT: bigint;
  readonly earlierT: bigint;
  readonly owedBeforeT: bigint;
  readonly destination: Destination;
  readonly grounds: readonly Ground[];
}

export async function insertSettlements(
  tx: Transaction,
  settlements: readonly Settlement[],
  { at, by, approver }: { readonly at: Date; readonly by: string; readonly approver: string },
): Promise<void> {
  const rows = settlements.map((one) => ({
    ...{ round_id: one.roundId, holder_id: one.holderId, sequence: one.sequence },
    ...{ line_version: one.lineVersion, market: one.market, year: one.year, phase: one.phase },
    ...{ province: one.province, sector: one.sector, amount_t: one.amountT.toString() },
    ...{ earlier_t: one.earlierT.toString(), owed_before_t: one.owedBeforeT.toString() },
    ...{ deducted_t: one.deductedT.toString(), issue_t: one.issueT.toString() },
    ...{ return_t: one.returnT.toString(), destination: one.destination, destination_reasons: one.grounds },
  }));
  await tx.query(
    `insert into allowances.allocation_settlement (round_id, holder_id, sequence, line_version, market, year, phase,
       province, sector, amount_t, earlier_t, owed_before_t, deducted_t, issue_t, return_t, destination,
       destination_reasons, at, by_whom, approver)
     select s.*, $2, $3, $4
       from jsonb_to_recordset($1::jsonb) as s (round_id uuid, holder_id uuid, sequence int, line_version int, market text,
         year int, phase text, province text, sector text, amount_t bigint, earlier_t bigint, owed_before_t bigint,
         deducted_t bigint, issue_t bigint, return_t bigint, destination text, destination_reasons jsonb)`,
    [JSON.stringify(rows), at, by, approver],
  );
}

/**
 * What was settled for enterprises in a year so far, by holder: what the lines gave last, and the deductions of all of them.
 * Settlements of cancelled rounds do not count.
 */
export async function readEarlierSettlements(
  reader: Reader,
  of: { readonly market: string; readonly year: number; readonly holderIds: readonly string[] },
): Promise<Map<string, EarlierSettlement & { readonly lastSequence: number; readonly roundId: string }>> {
  const rows = await reader.query<{
    holder_id: string;
    amount_t: string;
    deducted_t: string;
    sequence: number;
    round_id: string;
  }>(
    `select distinct on (s.holder_id) s.holder_id, s.amount_t, s.sequence, s.round_id,
            sum(s.deducted_t) over (partition by s.holder_id) as deducted_t
       from allowances.allocation_settlement s
       join allowances.allocation_round r on r.id = s.round_id and r.state <> 'cancelled'
      where s.market = $1 and s.year = $2 and s.holder_id = any($3)
      order by s.holder_id, s.phase = 'final' desc, s.sequence desc`,
    [of.market, of.year, of.holderIds],
  );
  return new Map(
    rows.map((row) => [
      row.holder_id,
      {
        amountT: BigInt(row.amount_t),
        deductedT: BigInt(row.deducted_t),
        lastSequence: row.sequence,
        roundId: row.round_id,
      },
    ]),
  );
}

interface DueRow {
  readonly round_id: string;
  readonly holder_id: string;
  readonly sequence: number;
  readonly line_version: number;
  readonly market: string;
  readonly year: number;
  readonly phase: RoundPhase;
  readonly province: string;
  readonly sector: string;
  readonly issue_t: string;
  readonly return_t: string;
  readonly destination: Destination;
  readonly destination_reasons: readonly Ground[];
  readonly hash: Buffer;
}

/** What a settlement still has to do. */
export interface DueSettlement extends MovedLine {
  readonly phase: RoundPhase;
  readonly sequence: number;
  readonly issueT: bigint;
  readonly returnT: bigint;
  readonly destination: Destination;
  readonly grounds: readonly Ground[];
  /** SHA-256 of the line's document. */
  readonly hash: Buffer;
}

/** Neither issued, handed back nor demanded. */
const DUE = `(s.issue_t > 0 and not exists (select from allowances.allocation_movement m
      where m.round_id = s.round_id and m.holder_id = s.holder_id and m.line_version = s.line_version and m.kind = 'issue')
    or s.return_t > 0 and not exists (select from allowances.allocation_movement m
      where m.round_id = s.round_id and m.holder_id = s.holder_id and m.line_version = s.line_version and m.kind = 'return')
      and not exists (select from allowances.return_demand d
      where d.round_id = s.round_id and d.holder_id = s.holder_id and d.line_version = s.line_version))`;

/** The next settlements of a round that are due, those that give back first; after a holder, none of the excluded ones. */
export async function readDueSettlements(
  reader: Reader,
  roundId: string,
  of: {
    readonly kind: 'return' | 'issue';
    readonly excluded: readonly string[];
    readonly limit: number;
    readonly holderId?: string;
  },
): Promise<DueSettlement[]> {
  const rows = await reader.query<DueRow>(
    `select s.round_id, s.holder_id, s.sequence, s.line_version, s.market, s.year, s.phase, s.province, s.sector,
            s.issue_t, s.return_t, s.destination, s.destination_reasons, l.hash
       from allowances.allocation_settlement s
       join allowances.allocation_line l on (l.round_id, l.holder_id, l.version) = (s.round_id, s.holder_id, s.line_version)
      where s.round_id = $1 and ${DUE} and case when $2 = 'issue' then s.issue_t > 0 else s.return_t > 0 end
        and not s.holder_id = any($3) and ($5::uuid is null or s.holder_id = $5)
      order by s.holder_id, s.sequence limit $4`,
    [roundId, of.kind, of.excluded, of.limit, of.holderId ?? null],
  );
  return rows.map((row) => ({
    ...{ roundId: row.round_id, holderId: row.holder_id, sequence: row.sequence },
    ...{ lineVersion: row.line_version, market: row.market, year: row.year, phase: row.phase },
    ...{ province: row.province, sector: row.sector, destination: row.destination },
    ...{ issueT: BigInt(row.issue_t), returnT: BigInt(row.return_t) },
    ...{ grounds: row.destination_reasons, hash: row.hash },
  }));
}

export async function countDue(reader: Reader, roundId: string, holderId?: string): Promise<number> {
  const [row] = await reader.query<{ due: number }>(
    `select count(*)::int as due from allowances.allocation_settlement s
      where s.round_id = $1 and ${DUE} and ($2::uuid is null or s.holder_id = $2)`,
    [roundId, holderId ?? null],
  );
  return row?.due ?? 0;
}
