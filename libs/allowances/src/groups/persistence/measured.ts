import type { Reader, Transaction } from '@carbon/database';
import { type ChinaMonth, newId } from '@carbon/kernel';

/** Measured emissions of one part of an enterprise in a month. */
export interface MeasuredRow {
  /** `''` for the whole enterprise, a site, or `site/device`. */
  readonly part: string;
  readonly month: ChinaMonth;
  /** Decimal tonnes, at most three places. */
  readonly tonnes: string;
  readonly source: string;
}

/** Writes rows down, each as the next version of its part and month. */
export async function insertMeasured(
  tx: Transaction,
  holderId: string,
  rows: readonly MeasuredRow[],
  { now, by }: { readonly now: Date; readonly by: string },
): Promise<void> {
  await tx.query(
    `insert into allowances.measured_month (id, holder_id, part, month, version, tonnes, source, recorded_at, recorded_by)
     select r.id, $1, r.part, r.month, coalesce(n.version, 0) + 1, r.tonnes, r.source, $3, $4
       from jsonb_to_recordset($2::jsonb) as r (id uuid, part text, month text, tonnes numeric, source text)
       left join allowances.measured_now n on n.holder_id = $1 and n.part = r.part and n.month = r.month`,
    [holderId, JSON.stringify(rows.map((row) => ({ id: newId(), ...row }))), now, by],
  );
}

/** Pairs of parts of one month of which one contains the other; none where all is well. */
export async function overlappingParts(
  reader: Reader,
  holderId: string,
): Promise<{ readonly month: string; readonly above: string; readonly below: string }[]> {
  return reader.query(
    `select a.month, a.part as above, b.part as below
       from allowances.measured_now a join allowances.measured_now b using (holder_id, month)
      where a.holder_id = $1 and a.part <> b.part and (a.part = '' or starts_with(b.part, a.part || '/'))
        and a.tonnes > 0 and b.tonnes > 0
      order by 1, 2, 3 limit 1`,
    [holderId],
  );
}

/** Sums by month of holders' emissions, below a part where one is named, in the order of months. */
export async function readSeries(
  reader: Reader,
  holderIds: readonly string[],
  { part = '', until }: { readonly part?: string; readonly until?: ChinaMonth } = {},
): Promise<{ readonly month: ChinaMonth; readonly tonnes: string }[]> {
  return reader.query(
    `select month, sum(tonnes)::text as tonnes from allowances.measured_now
      where holder_id = any($1::uuid[]) and ($2 = '' or part = $2 or starts_with(part, $2 || '/'))
        and ($3::text is null or month <= $3)
      group by month order by month`,
    [holderIds, part, until ?? null],
  );
}

/** What was measured in a year, by holder and by the part one step below the one that is named. */
export async function readParts(
  reader: Reader,
  holderIds: readonly string[],
  { year, part }: { readonly year: number; readonly part?: string | undefined },
): Promise<
  { readonly holderId: string; readonly part: string; readonly tonnes: string; readonly months: number }[]
> {
  const below = part === undefined ? '' : part === '' ? `split_part(part, '/', 1)` : 'part';
  return reader.query(
    `select holder_id as "holderId", ${below === '' ? `''` : below} as part, sum(tonnes)::text as tonnes,
            count(distinct month)::int as months
       from allowances.measured_now
      where holder_id = any($1::uuid[]) and month like $2 || '-%'
        and ($3::text is null or $3 = '' or starts_with(part, $3 || '/'))
      group by 1, 2 order by 1, 2`,
    [holderIds, String(year), part ?? null],
  );
}
