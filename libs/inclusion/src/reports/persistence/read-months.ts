import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';

/** Sums of one method in one month; method 0 is all acts of residents who left for good. */
export interface ProgrammeCell {
  readonly method: number;
  readonly residents: number;
  readonly acts: bigint;
  readonly refused: bigint;
  readonly amount: bigint;
  readonly points: bigint;
  readonly reducedUg: bigint;
  readonly emittedUg: bigint;
}

export interface ProgrammeMonth {
  /** First day of the China month. */
  readonly month: string;
  readonly residents: number;
  readonly joined: number;
  readonly departed: number;
  readonly members: number;
  readonly countedAt: Date;
  readonly finalAt: Date | null;
  readonly cells: readonly ProgrammeCell[];
}

type CellRow = Readonly<Record<Exclude<keyof ProgrammeCell, 'method' | 'residents'>, string>> &
  Pick<ProgrammeCell, 'method' | 'residents'>;

interface MonthRow extends Omit<ProgrammeMonth, 'cells'> {
  readonly cells: readonly CellRow[] | null;
}

const toCell = (row: CellRow): ProgrammeCell => ({
  ...{ method: row.method, residents: row.residents },
  acts: BigInt(row.acts),
  refused: BigInt(row.refused),
  amount: BigInt(row.amount),
  points: BigInt(row.points),
  reducedUg: BigInt(row.reducedUg),
  emittedUg: BigInt(row.emittedUg),
});

export interface MonthsWanted {
  /** Only those whose figures stay as they are. */
  readonly final?: boolean;
  /** First days of China months, both included. */
  readonly from?: string;
  readonly to?: string;
}

/** Months of a programme in which there was something, latest first. */
export async function readProgrammeMonths(
  reader: Pick<Reader, 'query'>,
  programmeId: number,
  { final = false, from, to }: MonthsWanted,
  { limit, after }: PageRequest,
): Promise<Page<ProgrammeMonth>> {
  const rows = await reader.query<MonthRow>(
    `select m.month::text, m.residents, m.joined, m.departed, m.members, m.counted_at as "countedAt",
            m.final_at as "finalAt", c.cells
       from inclusion.programme_month m
      cross join lateral (
        select jsonb_agg(jsonb_build_object('method', method, 'residents', residents, 'acts', acts::text,
                 'refused', refused::text, 'amount', amount::text, 'points', points::text,
                 'reducedUg', reduced_ug::text, 'emittedUg', emitted_ug::text) order by method) as cells
          from inclusion.programme_cell where programme_id = m.programme_id and month = m.month) c
      where m.programme_id = $1 and (not $2 or m.final_at is not null)
        and ($3::date is null or m.month >= $3) and ($4::date is null or m.month <= $4)
        and ($5::date is null or m.month < $5) and (c.cells is not null or m.members > 0 or m.departed > 0)
      order by m.month desc limit $6`,
    [programmeId, final, from ?? null, to ?? null, after?.[0] ?? null, limit + 1],
  );
  const page = toPage(rows, limit, ({ month }) => [month]);
  return { ...page, items: page.items.map((row) => ({ ...row, cells: (row.cells ?? []).map(toCell) })) };
}
