import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Overlap } from '../domain/overlap';
import { KEYS_OF_ASSETS } from './asset-keys';
import type { OverlapSubject } from './overlap-subject';

/** Somebody's claim on a source: units that were issued for it, or a project that has reserved it. */
export interface SourceClaim {
  readonly sort: string;
  readonly kind: 'issuance' | 'reservation';
  readonly assetNumber: string | null;
  readonly holderId: string | null;
  readonly project: string | null;
  readonly scheme: string | null;
  readonly instrument: string | null;
  readonly issuance: string | null;
  readonly sourceKey: string | null;
  readonly fromUnit: string | null;
  readonly toUnit: string | null;
  /** Days it is for, `[from, until)`; null for what has no time. */
  readonly fromDay: string | null;
  readonly untilDay: string | null;
  readonly madeAt: Date;
  /** Given back: by a cancellation or a reversal; an ended reservation. */
  readonly over: boolean;
  readonly overlaps: readonly Overlap[];
}

/** Every claim on the subject, issuances before reservations, each by its source. */
export async function readOverlaps(
  reader: Reader,
  subject: OverlapSubject,
  page: PageRequest,
): Promise<Page<SourceClaim>> {
  const rows = await reader.query<SourceClaim>(OVERLAPS_OF, [
    subject.assets,
    subject.keys,
    subject.instrument,
    page.after?.[0] ?? '',
    page.limit + 1,
  ]);
  return toPage(rows, page.limit, ({ sort }) => [sort]);
}

const OVERLAPS_OF = `
  with suspected as (
    -- pairs that nobody has decided, as they count now
    select coalesce(a.same_as, a.id) as one, coalesce(o.same_as, o.id) as two
      from sources.asset_suspicion s
      join sources.asset a on a.id = s.asset_id join sources.asset o on o.id = s.other_id
     where s.state = 'open' and coalesce(a.same_as, a.id) <> coalesce(o.same_as, o.id)
  ), wanted as (
    select unnest($1::uuid[]) as root
    union select two from suspected where one = any($1::uuid[])
    union select one from suspected where two = any($1::uuid[])
  ), grp as (
    select a.id, w.root from wanted w join sources.asset a on a.id = w.root or a.same_as = w.root
  ), prefix as (
    ${KEYS_OF_ASSETS}
    union select null, k, k || chr(1) from unnest($2::text[]) k
  ), claim as materialized (
    select distinct on (s.issuance_id, s.ordinal)
           p.root, s.issuance_id, s.ordinal, s.source_key, s.from_unit, s.to_unit, s.released, u.code, u.scheme, j.recorded_at,
           case when s.source_key like 'energy:%' then daterange(to_date(right(s.source_key, 7), 'YYYY-MM'),
                  (to_date(right(s.source_key, 7), 'YYYY-MM') + interval '1 month')::date)
                when s.source_key like 'reduction:%' then
                  daterange(date '1970-01-01' + s.from_unit::int, date '1970-01-01' + s.to_unit::int) end as days
      from prefix p
      join ledger.source_range s on s.source_key collate "C" >= p.lo collate "C" and s.source_key collate "C" < p.hi collate "C"
      join ledger.issuance i on i.id = s.issuance_id
      join ledger.instrument u on u.id = i.instrument_id
      join ledger.journal j on j.id = s.issuance_id
     order by s.issuance_id, s.ordinal, p.root
  ), reserved as materialized (
    select r.*, (select w.root from wanted w join sources.asset a on a.id = r.asset_id
                  where w.root = coalesce(a.same_as, a.id)) as root
      from sources.reservation r where r.asset_id in (select id from grp)
  ), told as (
    select 'i ' || c.source_key || ' ' || lpad(c.from_unit::text, 19, '0') || ' ' || lpad(c.issuance_id::text, 19, '0')
             || ' ' || lpad(c.ordinal::text, 6, '0') as sort,
           'issuance' as kind, c.root, null::text as project, c.scheme, c.code as instrument, c.issuance_id as issuance,
           c.source_key, c.from_unit, c.to_unit, c.days, c.recorded_at as made_at, c.released as over,
           array_remove(array[
             case when not c.released and exists (
               select from claim o where (o.issuance_id, o.ordinal) <> (c.issuance_id, c.ordinal) and not o.released
                  and o.source_key = c.source_key and o.from_unit < c.to_unit and c.from_unit < o.to_unit)
               then 'same-range' end,
             case when exists (
               select from claim o where o.scheme <> c.scheme and o.days && c.days)
               then 'same-asset-same-period-other-scheme' end,
             case when exists (select from suspected s where c.root in (s.one, s.two)) then 'suspected-same-asset' end,
             case when exists (
               select from reserved r where r.ended_at is null and r.root = c.root and r.months && c.days)
               then 'reserved' end], null) as overlaps
      from claim c
     where $3::text is null or exists (
       select from claim own where own.code = $3
          and (own.source_key = c.source_key and own.from_unit < c.to_unit and c.from_unit < own.to_unit
            or own.days && c.days))
    union all
    select 'r ' || lower(r.months)::text || ' ' || r.id, 'reservation', r.root, r.project, null, null, null,
           null, null, null, r.months, r.reserved_at, r.ended_at is not null,
           array_remove(array[
             case when exists (select from suspected s where r.root in (s.one, s.two)) then 'suspected-same-asset' end,
             case when r.ended_at is null and exists (
               select from claim c where c.root = r.root and c.days && r.months) then 'reserved' end], null)
      from reserved r
     where $3::text is null or exists (select from claim own where own.code = $3 and own.days && r.months)
  )
  select t.sort, t.kind, a.number as "assetNumber", a.holder_id as "holderId", t.project, t.scheme, t.instrument,
         t.issuance, t.source_key as "sourceKey", t.from_unit as "fromUnit", t.to_unit as "toUnit",
         lower(t.days)::text as "fromDay", upper(t.days)::text as "untilDay", t.made_at as "madeAt", t.over, t.overlaps
    from told t left join sources.asset a on a.id = t.root
   where t.sort collate "C" > $4 collate "C" order by t.sort collate "C" limit $5`;
