import type { Reader } from '@carbon/database';
import type { ObligationYear } from '../domain/compliance-status';
import { predecessorsOf } from './obligations';

export interface ObligationQuery {
  readonly market: string;
  /** Obligation years, both included. */
  readonly from?: number;
  readonly to: number;
  /** Only these holders; all when absent. */
  readonly holderIds?: readonly string[] | undefined;
}

type Whole = 'dueT' | 'surrenderedT' | 'creditsT' | 'pendingAllowancesT' | 'pendingCreditsT';
type Row = Omit<ObligationYear, Whole> & Readonly<Record<Whole, string>>;

/** No obligation is older. */
const FIRST_YEAR = 2000;

/**
 * What is on file of obligations, by holder and year: lists, verified emissions, surrenders. What a merged holder had
 * stands under its successor. The same two statements for one holder or for thousands.
 */
export async function readObligationYears(
  reader: Reader,
  { market, from = FIRST_YEAR, to, holderIds }: ObligationQuery,
): Promise<ObligationYear[]> {
  const wanted = holderIds && [...holderIds, ...(await predecessorsOf(reader, holderIds))];
  const rows = await reader.query<Row>(QUERY, [market, from, to, wanted ?? null]);
  return rows.map((row) => ({
    ...row,
    dueT: BigInt(row.dueT),
    surrenderedT: BigInt(row.surrenderedT),
    creditsT: BigInt(row.creditsT),
    pendingAllowancesT: BigInt(row.pendingAllowancesT),
    pendingCreditsT: BigInt(row.pendingCreditsT),
  }));
}

const WANTED = (holder: string) => `($4::uuid[] is null or ${holder} = any($4))`;

/**
 * Of a listing, whether its emissions are missing. A merged enterprise leaves the lists for its successor (ETS-015): its own
 * emissions are missing still, unless they were verified, or its successor was after the merger.
 */
const MISSING = `(l.act = 'add' or p.cause = 'succession') and not exists (select from allowances.verified_year y
             where y.market = l.market and y.year = l.year
               and (y.holder_id = l.holder_id or y.holder_id = o.obligor_id and y.recorded_at >= s.at))`;

const QUERY = `
  with listed as (
    select coalesce(o.obligor_id, l.holder_id) as holder_id, l.year, bool_or(l.act = 'add') as listed,
           bool_or(${MISSING}) as missing,
           (array_agg(l.sector order by l.act, l.seq desc))[1] as sector,
           (array_agg(l.province order by l.act, l.seq desc))[1] as province
      from (select distinct on (market, year, holder_id) * from allowances.emitter_listing
             where market = $1 and year between $2 and $3 and ${WANTED('holder_id')}
             order by market, year, holder_id, seq desc) l
      left join allowances.obligor o on o.holder_id = l.holder_id
      left join allowances.obligation_successor s on s.holder_id = l.holder_id
      left join allowances.emitter_publication p on p.id = l.publication_id
     group by 1, 2),
  due as (
    select coalesce(o.obligor_id, v.holder_id) as holder_id, v.year, sum(v.verified_t)::bigint as due_t,
           (array_agg(v.sector order by o.obligor_id nulls first, v.verified_t desc))[1] as sector,
           (array_agg(v.province order by o.obligor_id nulls first, v.verified_t desc))[1] as province,
           max(v.recorded_at) as verified_at
      from allowances.verified_now v left join allowances.obligor o on o.holder_id = v.holder_id
     where v.market = $1 and v.year between $2 and $3 and ${WANTED('v.holder_id')}
     group by 1, 2),
  counted as (
    select coalesce(o.obligor_id, s.holder_id) as holder_id, s.year, s.state, s.allowances_t, s.credits_t,
           s.completed_at, s.applied_at, s.id
      from allowances.surrender s left join allowances.obligor o on o.holder_id = s.holder_id
     where s.market = $1 and s.year between $2 and $3 and s.state in ('pending', 'completed')
       and ${WANTED('s.holder_id')}),
  paid as (
    select holder_id, year,
           sum(allowances_t) filter (where state = 'completed') as allowances_t,
           sum(credits_t) filter (where state = 'completed') as credits_t,
           sum(allowances_t) filter (where state = 'pending') as pending_allowances_t,
           sum(credits_t) filter (where state = 'pending') as pending_credits_t
      from counted group by holder_id, year),
  grown as (
    select holder_id, year, completed_at, applied_at, id,
           sum(allowances_t + credits_t) over (partition by holder_id, year order by completed_at, id) as so_far,
           sum(allowances_t + credits_t) over (partition by holder_id, year order by applied_at, id) as asked_so_far
      from counted where state = 'completed'),
  reached as (
    select distinct on (g.holder_id, g.year) g.holder_id, g.year, g.completed_at
      from grown g join due d using (holder_id, year) where g.so_far >= d.due_t
     order by g.holder_id, g.year, g.completed_at, g.id),
  asked as (
    select distinct on (g.holder_id, g.year) g.holder_id, g.year, g.applied_at
      from grown g join due d using (holder_id, year) where g.asked_so_far >= d.due_t
     order by g.holder_id, g.year, g.applied_at, g.id),
  known as (
    select holder_id, year from listed union select holder_id, year from due union select holder_id, year from paid)
  select holder_id as "holderId", year,
         case when listed.listed then 'listed' when listed.listed is not null then 'removed' else 'never' end as listed,
         due.due_t is not null as verified, coalesce(listed.missing, false) as missing,
         coalesce(due.sector, listed.sector) as sector, coalesce(due.province, listed.province) as province,
         coalesce(due.due_t, 0)::text as "dueT",
         coalesce(paid.allowances_t, 0)::text as "surrenderedT", coalesce(paid.credits_t, 0)::text as "creditsT",
         coalesce(paid.pending_allowances_t, 0)::text as "pendingAllowancesT",
         coalesce(paid.pending_credits_t, 0)::text as "pendingCreditsT",
         case when due.due_t = 0 then due.verified_at else reached.completed_at end as "fulfilledAt",
         case when due.due_t = 0 then due.verified_at else asked.applied_at end as "appliedAt"
    from known left join listed using (holder_id, year) left join due using (holder_id, year)
    left join paid using (holder_id, year) left join reached using (holder_id, year)
    left join asked using (holder_id, year)
   order by holder_id, year`;

/** The markets in which a holder has, or took over, anything on file. */
export async function marketsOf(reader: Reader, holderId: string): Promise<string[]> {
  const rows = await reader.query<{ market: string }>(
    `with own as (select $1::uuid as id union select holder_id from allowances.obligor where obligor_id = $1)
     select distinct market from (
       select market from allowances.verified_year where holder_id in (select id from own)
       union all select market from allowances.emitter_listing where holder_id in (select id from own)) known
     order by market`,
    [holderId],
  );
  return rows.map(({ market }) => market);
}
