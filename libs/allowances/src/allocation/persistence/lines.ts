import type { Reader, Transaction } from '@carbon/database';
import type { Json } from '@carbon/kernel';
import type { InputAdjustment } from '../domain/line-document';

export const LINE_REASONS = [
  'calculation',
  'appeal',
  'figures-changed',
  're-approval',
  'adjustment',
] as const;
export type LineReason = (typeof LINE_REASONS)[number];

/** What a round gives one enterprise, as one version has it. */
export interface AllocationLine {
  readonly roundId: string;
  readonly holderId: string;
  readonly version: number;
  readonly calculation: number;
  readonly sector: string;
  /** Empty where the enterprise has none. */
  readonly province: string;
  readonly verifiedId: string;
  readonly verifiedT: bigint;
  readonly amountT: bigint;
  readonly why: LineReason;
  readonly reason: string | null;
  readonly adjustments: readonly InputAdjustment[];
  /** Why it cannot be calculated; null where it was. */
  readonly fault: string | null;
  readonly document: Json;
  /** SHA-256 of the document, hex. */
  readonly hash: string;
  readonly at: Date;
}

export type LineRow = Omit<AllocationLine, 'verifiedT' | 'amountT'> & {
  readonly verifiedT: string;
  readonly amountT: string;
};

export const LINE_COLUMNS = `l.round_id as "roundId", l.holder_id as "holderId", l.version, l.calculation, l.sector,
  l.province, l.verified_id as "verifiedId", l.verified_t as "verifiedT", l.amount_t as "amountT", l.why, l.reason,
  l.adjustments, l.fault, l.document, encode(l.hash, 'hex') as hash, l.at`;

export const lineOf = (row: LineRow): AllocationLine => ({
  ...row,
  verifiedT: BigInt(row.verifiedT),
  amountT: BigInt(row.amountT),
});

export type NewLine = Omit<AllocationLine, 'version' | 'at'>;

/** Writes lines down, each as the next version of its enterprise's; set-based. */
export async function insertLines(
  tx: Transaction,
  lines: readonly NewLine[],
  { at, by, approver }: { readonly at: Date; readonly by: string; readonly approver?: string | undefined },
): Promise<void> {
  const rows = lines.map((line) => ({
    ...{ round_id: line.roundId, holder_id: line.holderId, calculation: line.calculation },
    ...{ sector: line.sector, province: line.province, verified_id: line.verifiedId },
    ...{ verified_t: line.verifiedT.toString(), amount_t: line.amountT.toString(), why: line.why },
    ...{ reason: line.reason, adjustments: line.adjustments, fault: line.fault },
    ...{ document: line.document, hash: line.hash },
  }));
  await tx.query(
    `insert into allowances.allocation_line (round_id, holder_id, version, calculation, sector, province, verified_id,
       verified_t, amount_t, why, reason, adjustments, fault, document, hash, at, by_whom, approver)
     select n.round_id, n.holder_id, coalesce(e.version, 0) + 1, n.calculation, n.sector, n.province, n.verified_id,
       n.verified_t, n.amount_t, n.why, n.reason, n.adjustments, n.fault, n.document, decode(n.hash, 'hex'), $2, $3, $4
     from jsonb_to_recordset($1::jsonb) as n (round_id uuid, holder_id uuid, calculation int, sector text,
       province text, verified_id uuid, verified_t bigint, amount_t bigint, why text, reason text, adjustments jsonb,
       fault text, document jsonb, hash text)
     left join lateral (
       select max(version) as version from allowances.allocation_line o
        where o.round_id = n.round_id and o.holder_id = n.holder_id) e on true`,
    [JSON.stringify(rows), at, by, approver ?? null],
  );
}

/** The line of an enterprise that counts now. */
export async function findLine(
  reader: Reader,
  roundId: string,
  holderId: string,
): Promise<AllocationLine | undefined> {
  const [row] = await reader.query<LineRow>(
    `select ${LINE_COLUMNS} from allowances.allocation_line_now l where l.round_id = $1 and l.holder_id = $2`,
    [roundId, holderId],
  );
  return row === undefined ? undefined : lineOf(row);
}

/** Every version of an enterprise's line, the latest first. */
export async function lineVersions(
  reader: Reader,
  roundId: string,
  holderId: string,
): Promise<AllocationLine[]> {
  const rows = await reader.query<LineRow>(
    `select ${LINE_COLUMNS} from allowances.allocation_line l where l.round_id = $1 and l.holder_id = $2
      order by l.version desc`,
    [roundId, holderId],
  );
  return rows.map(lineOf);
}

/** Holders of lines whose verified figures were replaced since: in the order of their ids. */
export async function holdersWithChangedFigures(reader: Reader, roundId: string): Promise<string[]> {
  const rows = await reader.query<{ holder_id: string }>(
    `select l.holder_id from allowances.allocation_line_now l
       join allowances.verified_year v on v.id = l.verified_id
      where l.round_id = $1 and exists (
        select from allowances.verified_year n
         where n.market = v.market and n.year = v.year and n.holder_id = v.holder_id and n.version > v.version)
      order by l.holder_id`,
    [roundId],
  );
  return rows.map(({ holder_id }) => holder_id);
}
