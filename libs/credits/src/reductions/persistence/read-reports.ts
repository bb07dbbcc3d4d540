import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachIds, reachValues } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { ComputedStep } from '../../domain/methodologies/computation';
import { type ReportState, VERIFIER_SEES } from '../domain/report-steps';
import { type Report, REPORT_COLUMNS, type ReportRow, toReport } from './report';

const FROM = `from credits.report r join credits.project p on p.id = r.project_id`;

/** The report with a number, whoever asks. */
export async function findReport(reader: Reader, number: string): Promise<Report | undefined> {
  const [row] = await reader.query<ReportRow>(`select ${REPORT_COLUMNS} ${FROM} where r.number = $1`, [
    number,
  ]);
  return row === undefined ? undefined : toReport(row);
}

/** The same once its project is locked, which `lockProjectById` does. */
export async function lockReport(tx: Transaction, number: string): Promise<Report | undefined> {
  const [row] = await tx.query<ReportRow>(
    `select ${REPORT_COLUMNS} ${FROM} where r.number = $1 for update of r`,
    [number],
  );
  return row === undefined ? undefined : toReport(row);
}

/** Owner's, and of the verifier that is engaged for it now: values from `$1` to `$5`. */
const SEEN = `(${inReach(1, { holder: 'p.holder_id', moment: 'r.filed_at' })}
  or (r.verifier_id = any($4::uuid[]) and r.state = any($5::text[])))`;

const seenValues = (reach: Reach) => [...reachValues(reach), reachIds(reach) ?? [], VERIFIER_SEES];

export async function isReportSeen(reader: Reader, id: string, reach: Reach): Promise<boolean> {
  const rows = await reader.query(`select ${FROM} where ${SEEN} and r.id = $6`, [...seenValues(reach), id]);
  return rows.length > 0;
}

export interface ReportFilter {
  /** Number of a project. */
  readonly project?: string | undefined;
  readonly scheme?: string | undefined;
  readonly state?: ReportState | undefined;
  /** Applied or under review, and past its day (CCR-004). */
  readonly overdueOn?: ChinaDate | undefined;
}

/** Reports in reach by number. */
export async function readReports(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  { project, scheme, state, overdueOn }: ReportFilter,
): Promise<Page<Report>> {
  const rows = await reader.query<ReportRow>(
    `select ${REPORT_COLUMNS} ${FROM}
      where ${SEEN} and r.number > $6 and ($7::text is null or p.number = $7) and ($8::text is null or p.scheme = $8)
        and ($9::text is null or r.state = $9)
        and ($10::date is null or (r.state in ('applied', 'under-review') and r.review_until < $10))
      order by r.number limit $11`,
    [
      ...seenValues(reach),
      page.after?.[0] ?? '',
      project ?? null,
      scheme ?? null,
      state ?? null,
      overdueOn ?? null,
      page.limit + 1,
    ],
  );
  return toPage(rows.map(toReport), page.limit, ({ number }) => [number]);
}

/** Every report but those that were withdrawn: all of them were public. */
export async function readPublicReports(
  reader: Reader,
  page: PageRequest,
  { project, scheme, state }: Omit<ReportFilter, 'overdueOn'>,
): Promise<Page<Report>> {
  const rows = await reader.query<ReportRow>(
    `select ${REPORT_COLUMNS} ${FROM}
      where r.state <> 'withdrawn' and r.number > $1 and ($2::text is null or p.number = $2)
        and ($3::text is null or p.scheme = $3) and ($4::text is null or r.state = $4)
      order by r.number limit $5`,
    [page.after?.[0] ?? '', project ?? null, scheme ?? null, state ?? null, page.limit + 1],
  );
  return toPage(rows.map(toReport), page.limit, ({ number }) => [number]);
}

/** The steps by which a report's reduction was computed: enough to compute it again by hand. */
export async function readSteps(
  reader: Reader,
  reportId: string,
  page: PageRequest,
): Promise<Page<ComputedStep & { readonly at: string }>> {
  const rows = await reader.query<{ at: string; step: ComputedStep }>(
    `select t.place::text as at, t.step
       from credits.report r, jsonb_array_elements(r.steps) with ordinality as t(step, place)
      where r.id = $1 and t.place > $2 order by t.place limit $3`,
    [reportId, page.after?.[0] ?? '0', page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ at }) => [at]);
  return { ...found, items: found.items.map(({ at, step }) => ({ ...step, at })) };
}

/** Another living report of the project that tells of some of these days. */
export async function findOverlapping(
  reader: Reader,
  projectId: string,
  { from, to }: { readonly from: ChinaDate; readonly to: ChinaDate },
): Promise<string | undefined> {
  const [row] = await reader.query<{ number: string }>(
    `select number from credits.report
      where project_id = $1 and state not in ('not-verified', 'rejected', 'withdrawn')
        and daterange(period_from, period_to, '[]') && daterange($2::date, $3::date, '[]')
      order by number limit 1`,
    [projectId, from, to],
  );
  return row?.number;
}

/** Numbers of reports whose public time is over and that were not yet told so. */
export async function readOverReports(reader: Reader, today: ChinaDate): Promise<string[]> {
  const rows = await reader.query<{ number: string }>(
    `select number from credits.report where state = 'in-comment' and comment_until < $1 order by number limit 500`,
    [today],
  );
  return rows.map(({ number }) => number);
}

export interface CancelledCertificates {
  readonly id: string;
  readonly report: string;
  readonly project: string;
  readonly instrument: string;
  readonly first: string;
  readonly last: string;
  readonly at: Date;
}

/** EXC-004: certificates that registrations of reductions ended, in the order in which they ended. */
export async function readCancelledCertificates(
  reader: Reader,
  page: PageRequest,
  { project, report }: { readonly project?: string | undefined; readonly report?: string | undefined },
): Promise<Page<CancelledCertificates>> {
  const rows = await reader.query<CancelledCertificates>(
    `select c.id, r.number as report, p.number as project, c.instrument, c.first_serial as first, c.last_serial as last, c.at
       from credits.cancelled_certificates c join credits.report r on r.id = c.report_id
       join credits.project p on p.id = r.project_id
      where c.id > $1 and ($2::text is null or p.number = $2) and ($3::text is null or r.number = $3)
      order by c.id limit $4`,
    [page.after?.[0] ?? '0', project ?? null, report ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}
