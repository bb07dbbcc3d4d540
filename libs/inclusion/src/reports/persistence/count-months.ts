import type { Reader, Transaction } from '@carbon/database';

/** A month of a programme that was opened no later than this after it can have acts told of it. */
const MAY_HAVE_ACTS = `p.opened_at < m.month + interval '3 months'`;

/** Months that are not final, and were not counted since a moment; latest first. */
const DUE = `
  select distinct m.month::text as month
    from (select to_date(right(c.relname, 7), 'YYYY_MM') as month
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
           where i.inhparent = 'inclusion.verdict'::regclass) m
    join inclusion.programme p on ${MAY_HAVE_ACTS}
    left join inclusion.programme_month s on s.programme_id = p.id and s.month = m.month
   where m.month <= $1::date and (s.month is null or (s.final_at is null and s.counted_at < $2))
   order by month desc`;

export async function dueMonths(
  reader: Pick<Reader, 'query'>,
  today: string,
  before: Date,
): Promise<string[]> {
  const rows = await reader.query<{ month: string }>(DUE, [today, before]);
  return rows.map(({ month }) => month);
}

/** Who took part: one row a resident and month, folded or not, and those who left for good. */
const MONTH = `
  insert into inclusion.programme_month (programme_id, month, residents, joined, departed, members, counted_at)
  select p.id, m.month, coalesce(r.residents, 0) + coalesce(d.residents, 0), e.joined, e.departed, e.members, $2
    from inclusion.programme p
   cross join (select $1::date as month, $1::timestamp at time zone 'Asia/Shanghai' as begins,
                      ($1::date + interval '1 month') at time zone 'Asia/Shanghai' as ends) m
    left join (
      select programme_id, count(*)::int as residents
        from (select programme_id, resident_id from (
                select programme_id, resident_id, acts from inclusion.resident_month where month = $1
                union all select programme_id, resident_id, acts from inclusion.unfolded where month = $1) w
               group by programme_id, resident_id having sum(acts) > 0) active
       group by programme_id) r on r.programme_id = p.id
    left join inclusion.departed_month d on d.programme_id = p.id and d.month = m.month
   cross join lateral (
     select count(*) filter (where joined_at >= m.begins)::int as joined,
            count(*) filter (where left_at >= m.begins and left_at < m.ends)::int as departed,
            count(*) filter (where left_at is null or left_at >= m.ends)::int as members
       from inclusion.membership where programme_id = p.id and joined_at < m.ends) e
   where ${MAY_HAVE_ACTS}
  on conflict (programme_id, month) do nothing`;

/** One pass over the verdicts of the month. Rows of corrections take back what they correct: plain sums are right. */
const CELLS = `
  insert into inclusion.programme_cell (programme_id, month, method, residents, acts, refused, amount, points, reduced_ug,
    emitted_ug)
  select b.programme_id, $1, b.method, count(*) filter (where b.acts > 0), sum(b.acts), sum(b.refused), sum(b.amount),
         sum(b.points), sum(b.reduced_ug), sum(b.emitted_ug)
    from (
      select programme_id, method, resident_id, coalesce(sum(sign(amount)), 0) as acts, sum(amount) as amount,
             count(*) filter (where reason <> 0 and least(amount, reduced_ug, emitted_ug, points) >= 0) as refused,
             sum(points) as points, sum(reduced_ug) as reduced_ug, sum(emitted_ug) as emitted_ug
        from inclusion.verdict where month = $1 group by programme_id, method, resident_id) b
    join inclusion.programme_month m on m.programme_id = b.programme_id and m.month = $1 and m.final_at is null
   group by b.programme_id, b.method
  union all
  select d.programme_id, $1, 0, d.residents, d.acts, 0, 0, d.points, d.reduced_ug, d.emitted_ug
    from inclusion.departed_month d
    join inclusion.programme_month m on m.programme_id = d.programme_id and m.month = $1 and m.final_at is null
   where d.month = $1`;

/**
 * Counts one month of all programmes anew, but for those whose figures are final.
 * @param finalOf numbers of programmes of which nothing more of the month is told: their figures stay from now on
 * @returns false while another process counts
 */
export async function countMonth(
  tx: Transaction,
  month: string,
  finalOf: readonly number[],
  now: Date,
): Promise<boolean> {
  const [lock] = await tx.query<{ alone: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('inclusion.programme-months')) as alone`,
  );
  if (lock?.alone !== true) return false;
  await tx.query('delete from inclusion.programme_month where month = $1 and final_at is null', [month]);
  await tx.query(MONTH, [month, now]);
  await tx.query(CELLS, [month]);
  await tx.query(
    `update inclusion.programme_month set final_at = $3
      where month = $1 and programme_id = any($2::smallint[]) and final_at is null`,
    [month, finalOf, now],
  );
  return true;
}
