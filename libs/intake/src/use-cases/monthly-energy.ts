import type { Reader } from '@carbon/database';
import type { ChinaMonth } from '@carbon/kernel';
import { completeness } from '../domain/readings/preview';
import { evidenceHash, type EvidenceRow } from '../domain/readings/evidence';

/** What one meter measured in one month, by the readings that count now. */
export interface MonthlyEnergy {
  readonly meter: string;
  readonly month: ChinaMonth;
  readonly energyWh: bigint;
  /** Of the month, rounded down to hundredths. */
  readonly completenessPercent: string;
  readonly gapCount: number;
  /** The first of them, in order of time. */
  readonly gaps: readonly { readonly from: Date; readonly to: Date }[];
  /** Every reading of it came signed by the device or its data partner. */
  readonly signed: boolean;
  /** Readings that were corrected. */
  readonly corrections: number;
  /** SHA-256 of the batches that it rests on, hex, sorted. */
  readonly evidence: readonly string[];
  /** Whether a calibration was in force on the last day of the month, and the error it allows (CCM-03). */
  readonly calibrated: boolean;
  readonly maxErrorPercent: string;
}

interface Row {
  meter: string;
  month: ChinaMonth;
  energy: string;
  covered: string;
  seconds: string;
  gap_count: number;
  gaps: readonly { from: string; to: string }[];
  signed: boolean;
  corrections: number;
  evidence: readonly string[];
  calibrated: boolean;
  max_error: string;
}

const ENERGY = `
  with wanted as materialized (
    select d.id as device_id, d.number as meter, d.max_error_percent, m.month, replace(m.month, '-', '')::int as number
      from intake.device d cross join unnest($2::text[]) as m(month) where d.number = any($1)),
  bounds as materialized (
    select *, intake.month_start(number) as since, intake.month_start(intake.month_after(number)) as until from wanted),
  walked as (
    select b.meter, b.month, b.since, b.until, r.starts_at, r.ends_at, r.energy_wh, r.generation, r.batch_id,
           coalesce(max(r.ends_at) over earlier, b.since) as reached
      from bounds b join intake.current_reading r on r.month = b.number and r.device_id = b.device_id
    window earlier as (partition by b.meter, b.month order by r.starts_at
      rows between unbounded preceding and 1 preceding)),
  summed as (
    select w.meter, w.month, sum(w.energy_wh) as energy,
           sum(extract(epoch from w.ends_at - w.starts_at)) as covered,
           count(*) filter (where w.starts_at > w.reached) + (max(w.ends_at) < max(w.until))::int as gap_count,
           coalesce((array_agg(jsonb_build_object('from', w.reached, 'to', w.starts_at) order by w.starts_at)
             filter (where w.starts_at > w.reached))[1:10], '{}')
             || case when max(w.ends_at) < max(w.until)
                  then array[jsonb_build_object('from', max(w.ends_at), 'to', max(w.until))] else '{}' end as gaps,
           bool_and(t.source = 'signed') as signed, count(*) filter (where w.generation > 0) as corrections,
           array_agg(distinct encode(t.evidence_hash, 'hex')) as evidence
      from walked w join intake.batch t on t.id = w.batch_id group by w.meter, w.month)
  select b.meter, b.month, coalesce(s.energy, 0)::text as energy, coalesce(s.covered, 0)::bigint::text as covered,
         extract(epoch from b.until - b.since)::bigint::text as seconds, coalesce(s.gap_count, 1)::int as gap_count,
         coalesce(to_jsonb(s.gaps), jsonb_build_array(jsonb_build_object('from', b.since, 'to', b.until))) as gaps,
         coalesce(s.signed, false) as signed, coalesce(s.corrections, 0)::int as corrections,
         coalesce(s.evidence, '{}') as evidence, c.due_on is not null as calibrated,
         trim_scale(coalesce(c.max_error_percent, b.max_error_percent))::text as max_error
    from bounds b left join summed s on s.meter = b.meter and s.month = b.month
    left join lateral (
      select k.due_on, k.max_error_percent from intake.calibration k
       where k.device_id = b.device_id and k.calibrated_on < (b.until at time zone 'Asia/Shanghai')::date
         and k.due_on >= (b.until at time zone 'Asia/Shanghai')::date - 1
       order by k.calibrated_on desc limit 1) c on true
   order by b.device_id, b.number`;

/**
 * Energy of meters (`MD-000012`) by month, the owner's own source beside the grid company's (GEC-002). A meter and month
 * without any reading is told too, as one gap. Meters that are not there are left out.
 */
export async function monthlyEnergy(
  reader: Reader,
  meters: readonly string[],
  months: readonly ChinaMonth[],
): Promise<MonthlyEnergy[]> {
  const rows = await reader.query<Row>(ENERGY, [[...new Set(meters)], [...new Set(months)]]);
  return rows.map((row) => ({
    meter: row.meter,
    month: row.month,
    energyWh: BigInt(row.energy),
    completenessPercent: completeness(BigInt(row.covered), BigInt(row.seconds)),
    gapCount: row.gap_count,
    gaps: row.gaps.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })),
    signed: row.signed,
    corrections: row.corrections,
    evidence: row.evidence,
    calibrated: row.calibrated,
    maxErrorPercent: row.max_error,
  }));
}

/** The evidence hash of a batch, computed again from its rows; undefined when there is no such batch. */
export async function evidenceHashOf(reader: Reader, batchId: string): Promise<string | undefined> {
  const [batch] = await reader.query(`select id from intake.batch where id = $1`, [batchId]);
  if (batch === undefined) return undefined;
  const rows = await reader.query<{
    row: number;
    meter: string;
    start: Date;
    end: Date;
    energy: string;
    first: string | null;
    last: string | null;
  }>(
    `select s.line as row, d.number as meter, s.starts_at as start, s.ends_at as "end", s.energy_wh::text as energy,
            s.register_start_wh::text as first, s.register_end_wh::text as last
       from intake.staged_reading s join intake.device d on d.id = s.device_id
      where s.batch_id = $1 order by s.line`,
    [batchId],
  );
  const evidence = rows.map(({ row, meter, start, end, energy, first, last }): EvidenceRow => ({
    ...{ row, meter, start, end, energyWh: BigInt(energy) },
    registerStartWh: first === null ? null : BigInt(first),
    registerEndWh: last === null ? null : BigInt(last),
  }));
  return evidenceHash(evidence).toString('hex');
}
