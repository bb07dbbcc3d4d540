import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { ReportCheck } from '../../domain/index';
import type { ReportVersion } from './report';

type Row = Omit<ReportVersion, 'totalT'> & { readonly totalT: string };

const COLUMNS = `number, content, result, total_t as "totalT", prepared_by as "preparedBy", source,
  saved_at as "savedAt", saved_by as "savedBy"`;

const versionOf = (row: Row): ReportVersion => ({ ...row, totalT: BigInt(row.totalT) });

/** One version of a report, the latest when no number is given; undefined where there is none. */
export async function findVersion(
  reader: Reader,
  reportId: string,
  number?: number,
): Promise<ReportVersion | undefined> {
  const [row] = await reader.query<Row>(
    `select ${COLUMNS} from allowances.emission_report_version
      where report_id = $1 and ($2::int is null or number = $2) order by number desc limit 1`,
    [reportId, number ?? null],
  );
  return row === undefined ? undefined : versionOf(row);
}

/** What a list shows of a version. */
export type VersionHead = Omit<ReportVersion, 'content' | 'result'>;

/** The versions of a report, the latest first. */
export async function readVersions(
  reader: Reader,
  reportId: string,
  { limit, after }: PageRequest,
): Promise<Page<VersionHead>> {
  const rows = await reader.query<Omit<Row, 'content' | 'result'>>(
    `select number, total_t as "totalT", prepared_by as "preparedBy", source, saved_at as "savedAt",
            saved_by as "savedBy"
       from allowances.emission_report_version where report_id = $1 and ($2::bigint is null or number < $2)
      order by number desc limit $3`,
    [reportId, after?.[0] ?? null, limit + 1],
  );
  const page = toPage(rows, limit, ({ number }) => [number.toString()]);
  return { ...page, items: page.items.map((row) => ({ ...row, totalT: BigInt(row.totalT) })) };
}

/** Adds a version to a report that the caller has locked. */
export async function insertVersion(
  tx: Transaction,
  reportId: string,
  version: ReportVersion & { readonly documentHash?: string | undefined },
): Promise<void> {
  const { number, content, result, totalT, preparedBy, source, documentHash, savedAt, savedBy } = version;
  await tx.query(
    `insert into allowances.emission_report_version (report_id, number, content, result, total_t, pack_version, pack_hash,
       prepared_by, source, document_hash, saved_at, saved_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, decode($10, 'hex'), $11, $12)`,
    [
      reportId,
      number,
      JSON.stringify(content),
      JSON.stringify(result),
      totalT.toString(),
      result.pack.version,
      result.pack.hash,
      preparedBy,
      source,
      documentHash ?? null,
      savedAt,
      savedBy,
    ],
  );
}

export interface Submission {
  readonly version: number;
  readonly at: Date;
  readonly by: string;
  readonly approvedBy: string;
  readonly dueOn: string | null;
  readonly late: boolean;
  readonly checks: readonly ReportCheck[];
  readonly taskId: string;
}

export async function insertSubmission(tx: Transaction, reportId: string, entry: Submission): Promise<void> {
  const warnings = [...new Set(entry.checks.map(({ code }) => code))];
  await tx.query(
    `insert into allowances.emission_report_submission (report_id, version, at, by_whom, approved_by, due_on, late, checks,
       warnings, task_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      reportId,
      entry.version,
      entry.at,
      entry.by,
      entry.approvedBy,
      entry.dueOn,
      entry.late,
      JSON.stringify(entry.checks),
      warnings,
      entry.taskId,
    ],
  );
}
