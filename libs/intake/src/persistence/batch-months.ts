import type { Reader } from '@carbon/database';

/** What a batch will do to one meter and month, seen against what is there now. Energies in Wh, as decimal strings. */
export interface BatchMonth {
  readonly meter: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly added: number;
  readonly unchanged: number;
  readonly conflicts: number;
  readonly overlaps: number;
  readonly energyBeforeWh: string;
  readonly energyAfterWh: string;
  readonly coveredSeconds: string;
  readonly monthSeconds: string;
  readonly gapCount: number;
  /** The first of them. */
  readonly gaps: readonly { readonly from: string; readonly to: string }[];
  readonly technology: string | null;
  readonly capacityKw: string | null;
  /** Of the month before, when all of it is covered. */
  readonly previousEnergyWh: string | null;
}

/**
 * One walk over each meter's month: what is staged beside what counts now, in the order of time. `reached` is how far
 * the intervals before have come: one that begins earlier overlaps, one that begins later leaves a gap.
 */
const MONTHS = `
  with staged as materialized (
    select device_id, intake.month_of(starts_at) as month, starts_at, ends_at, energy_wh
      from intake.staged_reading where batch_id = $1),
  touched as materialized (select distinct device_id, month from staged),
  counting as materialized (
    select r.device_id, r.month, r.starts_at, r.ends_at, r.energy_wh
      from touched join intake.current_reading r using (device_id, month)),
  beside as (
    select device_id, month, starts_at, ends_at, n.energy_wh as before, s.energy_wh as staged
      from staged s full join counting n using (device_id, month, starts_at, ends_at)),
  walked as (
    select *, coalesce(max(ends_at) over earlier, intake.month_start(month)) as reached
      from beside window earlier as (partition by device_id, month order by starts_at, ends_at
        rows between unbounded preceding and 1 preceding)),
  summed as (
    select device_id, month,
           count(*) filter (where staged is not null and before is null) as added,
           count(*) filter (where before = staged) as unchanged,
           count(*) filter (where before <> staged) as conflicts,
           count(*) filter (where reached > starts_at) as overlaps,
           coalesce(sum(before), 0) as energy_before, sum(coalesce(staged, before)) as energy_after,
           sum(extract(epoch from greatest(ends_at - greatest(starts_at, reached), interval '0'))) as covered,
           max(ends_at) as reached,
           count(*) filter (where starts_at > reached) as gaps,
           (array_agg(jsonb_build_object('from', reached, 'to', starts_at) order by starts_at)
             filter (where starts_at > reached))[1:5] as gap_list
      from walked group by device_id, month),
  previous as (
    select t.device_id, t.month, sum(r.energy_wh) as energy
      from touched t join intake.current_reading r
        on r.device_id = t.device_id and r.month = case when t.month % 100 = 1 then t.month - 89 else t.month - 1 end
     group by t.device_id, t.month
    having sum(extract(epoch from r.ends_at - r.starts_at))
         = extract(epoch from intake.month_start(t.month)
             - intake.month_start(case when t.month % 100 = 1 then t.month - 89 else t.month - 1 end)))
  select d.number as meter, s.month / 100 || '-' || lpad((s.month % 100)::text, 2, '0') as month,
         s.added::int, s.unchanged::int, s.conflicts::int, s.overlaps::int,
         s.energy_before::text as "energyBeforeWh", s.energy_after::text as "energyAfterWh",
         s.covered::bigint::text as "coveredSeconds",
         extract(epoch from intake.month_start(intake.month_after(s.month)) - intake.month_start(s.month))::bigint::text
           as "monthSeconds",
         (s.gaps + (s.reached < intake.month_start(intake.month_after(s.month)))::int)::int as "gapCount",
         coalesce(to_jsonb(s.gap_list), '[]') ||
           case when s.reached < intake.month_start(intake.month_after(s.month)) and s.gaps < 5
             then jsonb_build_array(jsonb_build_object('from', s.reached,
               'to', intake.month_start(intake.month_after(s.month)))) else '[]' end as gaps,
         d.technology, trim_scale(d.capacity_kw)::text as "capacityKw", p.energy::text as "previousEnergyWh"
    from summed s join intake.device d on d.id = s.device_id
    left join previous p on p.device_id = s.device_id and p.month = s.month
   order by d.id, s.month`;

/** The meters and months a batch touches, in their order. */
export function readBatchMonths(reader: Reader, batchId: string): Promise<BatchMonth[]> {
  return reader.query<BatchMonth>(MONTHS, [batchId]);
}
