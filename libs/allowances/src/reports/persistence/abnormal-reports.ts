import type { Reader } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';

/** What is out of the ordinary with an enterprise's year. */
export const ABNORMALITIES = [
  'missing',
  'late',
  'year-deviation',
  'deposit-deviation',
  'open-findings',
  'verified-deviation',
] as const;
export type Abnormality = (typeof ABNORMALITIES)[number];

/** An enterprise whose reporting of a year a regulator should look at. Tonnes and percentages are decimal strings. */
export interface AbnormalReport {
  readonly holderId: string;
  readonly holder: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly sector: string;
  readonly province: string | null;
  readonly kinds: readonly Abnormality[];
  readonly report: string | null;
  readonly state: string | null;
  readonly dueOn: ChinaDate | null;
  readonly submittedAt: Date | null;
  readonly reportedT: string | null;
  readonly lastYearT: string | null;
  readonly changePercent: string | null;
  readonly verifiedT: string | null;
  readonly openFindings: number;
}

export interface AbnormalQuery {
  readonly market: string;
  readonly year: number;
  /** Today: what is not submitted by then though due is missing. */
  readonly on: ChinaDate;
  readonly reach: Reach;
  /** CYC-01 by sector. */
  readonly dues: Readonly<Record<string, ChinaDate>>;
  /** Percent, decimal. */
  readonly bounds: { readonly yearTrend: string; readonly verified: string };
  readonly kind?: Abnormality | undefined;
  readonly sector?: string | undefined;
  readonly province?: string | undefined;
}

/** Enterprises on the list of a year with something out of the ordinary, by code. */
export async function readAbnormalReports(
  reader: Reader,
  query: AbnormalQuery,
  { limit, after }: PageRequest,
): Promise<Page<AbnormalReport>> {
  const { market, year, on, reach, dues, bounds, kind, sector, province } = query;
  const rows = await reader.query<AbnormalReport>(
    `with facts as (
       select l.holder_id, h.code, h.name_zh, h.name_en, l.sector, l.province, r.number, r.state,
              coalesce(r.due_on, ($4::jsonb ->> l.sector)::date) as due_on, r.submitted_at, s.late, s.warnings,
              v.total_t, p.verified_t as last_t, c.verified_t, coalesce(f.open, 0) as open_findings
         from allowances.listed_now l join identity.holder h on h.id = l.holder_id
         left join allowances.emission_report r
           on r.market = l.market and r.year = l.year and r.holder_id = l.holder_id and r.origin_id = l.holder_id
         left join allowances.emission_report_submission s on s.report_id = r.id and s.version = r.submitted_version
         left join allowances.emission_report_version v on v.report_id = r.id and v.number = r.submitted_version
         left join allowances.emission_conclusion c on c.report_id = r.id and c.number = r.conclusion
         left join allowances.verified_now p
           on p.market = l.market and p.year = l.year - 1 and p.holder_id = l.holder_id
         left join lateral (
           select count(*)::int as open from allowances.emission_finding f
            where f.report_id = r.id and f.severity <> 'observation' and not exists (
              select from allowances.emission_finding_act a
               where a.report_id = f.report_id and a.finding = f.number and a.act = 'closed')) f on true
        where l.market = $1 and l.year = $2 and ($5::uuid[] is null or l.holder_id = any($5))
          and ($6::text is null or l.sector = $6) and ($7::text is null or l.province = $7)
          and ($8::text is null or h.code > $8)),
     judged as (
       select facts.*, round(abs(total_t - last_t) * 100.0 / nullif(last_t, 0), 1) as change,
         array_remove(array[
           case when submitted_at is null and due_on < $3::date then 'missing' end,
           case when late then 'late' end,
           case when abs(total_t - last_t) * 100.0 > last_t * $9::numeric then 'year-deviation' end,
           case when 'deposit-differs' = any(warnings) then 'deposit-deviation' end,
           case when open_findings > 0 then 'open-findings' end,
           case when abs(verified_t - total_t) * 100.0 > total_t * $10::numeric then 'verified-deviation' end
         ], null) as kinds
       from facts)
     select holder_id as "holderId", code as holder, name_zh as "nameZh", name_en as "nameEn", sector, province, kinds,
            number as report, state, due_on::text as "dueOn", submitted_at as "submittedAt", total_t::text as "reportedT",
            last_t::text as "lastYearT", change::text as "changePercent", verified_t::text as "verifiedT",
            open_findings as "openFindings"
       from judged
      where cardinality(kinds) > 0 and ($11::text is null or $11 = any(kinds))
      order by code limit $12`,
    [
      ...[market, year, on, JSON.stringify(dues), reachIds(reach), sector ?? null, province ?? null],
      ...[after?.[0] ?? null, bounds.yearTrend, bounds.verified, kind ?? null, limit + 1],
    ],
  );
  return toPage(rows, limit, ({ holder }) => [holder]);
}
