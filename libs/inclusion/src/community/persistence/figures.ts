import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';

/** What acts of a programme came to. */
export interface Figures {
  readonly programme: number;
  readonly acts: number;
  readonly points: bigint;
  readonly reducedUg: bigint;
  readonly poolableUg: bigint;
  readonly emittedUg: bigint;
}

export interface MonthFigures extends Figures {
  /** First day of the China month. */
  readonly month: string;
}

interface FiguresRow {
  readonly programme_id: number;
  readonly month: string;
  readonly acts: number;
  readonly points: string;
  readonly reduced_ug: string;
  readonly poolable_ug: string;
  readonly emitted_ug: string;
}

const SUMS = `sum(acts)::int as acts, sum(points)::bigint as points, sum(reduced_ug)::bigint as reduced_ug,
  sum(poolable_ug)::bigint as poolable_ug, sum(emitted_ug)::bigint as emitted_ug`;

/** A month is what was folded and what waits to be. */
const WHOLE = `
  select programme_id, month, acts, points, reduced_ug, poolable_ug, emitted_ug
    from inclusion.resident_month where resident_id = $1
  union all
  select programme_id, month, acts, points, reduced_ug, poolable_ug, emitted_ug
    from inclusion.unfolded where resident_id = $1`;

const toFigures = (row: FiguresRow): MonthFigures => ({
  programme: row.programme_id,
  month: row.month,
  acts: row.acts,
  points: BigInt(row.points),
  reducedUg: BigInt(row.reduced_ug),
  poolableUg: BigInt(row.poolable_ug),
  emittedUg: BigInt(row.emitted_ug),
});

/** All that a resident ever did, by programme. */
export async function readTotals(reader: Pick<Reader, 'query'>, residentId: bigint): Promise<Figures[]> {
  const rows = await reader.query<FiguresRow>(
    `select programme_id, ${SUMS} from (${WHOLE}) w group by programme_id order by programme_id`,
    [residentId.toString()],
  );
  return rows.map(toFigures);
}

/** Months of a resident by programme, latest first. */
export async function readMonths(
  reader: Pick<Reader, 'query'>,
  residentId: bigint,
  { limit, after }: PageRequest,
  month?: string,
): Promise<Page<MonthFigures>> {
  const rows = await reader.query<FiguresRow>(
    `select programme_id, month::text, ${SUMS} from (${WHOLE}) w
      where ($2::date is null or month = $2) and ($3::date is null or (month, -programme_id) < ($3::date, -$4::int))
      group by month, programme_id order by w.month desc, programme_id limit $5`,
    [residentId.toString(), month ?? null, after?.[0] ?? null, after?.[1] ?? '0', limit + 1],
  );
  const page = toPage(rows, limit, (row) => [row.month, row.programme_id.toString()]);
  return { ...page, items: page.items.map(toFigures) };
}

/** Acts that count, of one method in one month. */
export interface MethodMonth {
  readonly programme: number;
  readonly month: string;
  readonly method: number;
  readonly reason: number;
  readonly acts: number;
  readonly amount: bigint;
  readonly points: bigint;
  readonly reducedUg: bigint;
  readonly emittedUg: bigint;
}

interface MethodRow extends Omit<FiguresRow, 'poolable_ug'> {
  readonly method: number;
  readonly reason: number;
  readonly amount: string;
}

/**
 * What came of a resident's acts by month, method and reason. Refused acts that were judged anew stand under their last reason.
 * @param months first days of China months; all where undefined
 */
export async function readMethodMonths(
  reader: Pick<Reader, 'query'>,
  residentId: bigint,
  months?: readonly string[],
): Promise<MethodMonth[]> {
  const rows = await reader.query<MethodRow>(
    `select programme_id, month::text, method, reason, count(*)::int as acts, sum(amount)::bigint as amount,
            sum(points)::bigint as points, sum(reduced_ug)::bigint as reduced_ug, sum(emitted_ug)::bigint as emitted_ug
       from (
         select distinct on (act_no) * from inclusion.verdict
          where resident_id = $1 and ($2::date[] is null or month = any($2))
          order by act_no, pass_id desc, least(amount, reduced_ug, emitted_ug, points) desc) last
      where least(amount, reduced_ug, emitted_ug, points) >= 0
      group by programme_id, month, method, reason order by month, programme_id, method, reason`,
    [residentId.toString(), months ?? null],
  );
  return rows.map((row) => ({
    programme: row.programme_id,
    month: row.month,
    method: row.method,
    reason: row.reason,
    acts: row.acts,
    amount: BigInt(row.amount),
    points: BigInt(row.points),
    reducedUg: BigInt(row.reduced_ug),
    emittedUg: BigInt(row.emitted_ug),
  }));
}

/** Acts of a resident told in a month and not judged yet. */
export async function countPending(
  reader: Pick<Reader, 'query'>,
  residentId: bigint,
  month: string,
): Promise<number> {
  const [row] = await reader.query<{ acts: number }>(
    `select count(*)::int as acts from inclusion.act a join inclusion.intake_batch b on b.id = a.act_no >> 13
      where a.resident_id = $1 and a.month = $2 and b.pass_id is null`,
    [residentId.toString(), month],
  );
  return row?.acts ?? 0;
}
