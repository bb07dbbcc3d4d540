import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, type Text, toPage } from '@carbon/kernel';
import type { PackContent } from '../../domain/pack-content';
import type { DryRunLine, DryRunTotal } from '../dry-run';

/** What one trial found, as it is kept. */
export interface KeptFindings {
  readonly id: string;
  readonly title: Text;
  readonly checked: number;
  readonly changed: number;
  /** The first of them. */
  readonly lines: readonly DryRunLine[];
  readonly totals: readonly DryRunTotal[];
}

export interface DryRunRecord {
  readonly id: string;
  readonly seq: string;
  readonly family: string;
  readonly version: string;
  readonly hash: string;
  readonly content: PackContent;
  readonly baselineVersion: string;
  readonly baselineHash: string;
  readonly jobId: string;
  readonly requestedAt: Date;
  readonly results: readonly KeptFindings[] | null;
  readonly fileName: string | null;
  readonly fileSha256: string | null;
  readonly finishedAt: Date | null;
}

const SELECT = `select d.id, d.seq, d.family, d.version, d.hash, d.content, d.baseline_version as "baselineVersion",
    d.baseline_hash as "baselineHash", d.job_id as "jobId", d.requested_at as "requestedAt", r.results,
    r.file_name as "fileName", r.file_sha256 as "fileSha256", r.finished_at as "finishedAt"
  from rules.pack_dry_run d left join rules.pack_dry_run_result r on r.dry_run_id = d.id`;

export async function insertDryRun(
  tx: Transaction,
  run: Pick<
    DryRunRecord,
    'id' | 'family' | 'version' | 'hash' | 'baselineVersion' | 'baselineHash' | 'jobId'
  > & {
    readonly content: unknown;
    readonly requestedBy: string;
    readonly requestedAt: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into rules.pack_dry_run
       (id, family, version, hash, content, baseline_version, baseline_hash, job_id, requested_by, requested_at)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10)`,
    [
      ...[run.id, run.family, run.version, run.hash, JSON.stringify(run.content), run.baselineVersion],
      ...[run.baselineHash, run.jobId, run.requestedBy, run.requestedAt],
    ],
  );
}

export async function findDryRun(reader: Reader, id: string): Promise<DryRunRecord | undefined> {
  const [row] = await reader.query<DryRunRecord>(`${SELECT} where d.id = $1`, [id]);
  return row;
}

/** Of a family, the latest first; of one content by its hash. */
export async function readDryRuns(
  reader: Reader,
  { family, hash }: { readonly family: string; readonly hash: string | undefined },
  { limit, after }: PageRequest,
): Promise<Page<DryRunRecord>> {
  const rows = await reader.query<DryRunRecord>(
    `${SELECT} where d.family = $1 and ($2::text is null or d.hash = $2) and ($3::bigint is null or d.seq < $3)
      order by d.seq desc limit $4`,
    [family, hash ?? null, after?.[0] ?? null, limit + 1],
  );
  return toPage(rows, limit, ({ seq }) => [seq]);
}

/** Keeps what came of a dry run; work that was begun again after a crash finds it kept. */
export async function insertResult(
  tx: Transaction,
  result: {
    readonly dryRunId: string;
    readonly results: readonly KeptFindings[];
    readonly fileName: string;
    readonly fileSha256: string;
    readonly now: Date;
  },
): Promise<void> {
  const { dryRunId, results, fileName, fileSha256, now } = result;
  await tx.query(
    `insert into rules.pack_dry_run_result (dry_run_id, trials, results, file_name, file_sha256, finished_at)
     values ($1, $2, $3::jsonb, $4, $5, $6) on conflict (dry_run_id) do nothing`,
    [dryRunId, results.map(({ id }) => id), JSON.stringify(results), fileName, fileSha256, now],
  );
}

/** Whether all these trials ran on one content, against one version. */
export async function isTried(
  reader: Reader,
  {
    family,
    hash,
    baselineHash,
    ids,
  }: {
    readonly family: string;
    readonly hash: string;
    readonly baselineHash: string;
    readonly ids: readonly string[];
  },
): Promise<boolean> {
  const [row] = await reader.query<{ tried: boolean }>(
    `select exists (select from rules.pack_dry_run d join rules.pack_dry_run_result r on r.dry_run_id = d.id
       where d.family = $1 and d.hash = $2 and d.baseline_hash = $3 and r.trials @> $4::text[]) as tried`,
    [family, hash, baselineHash, ids],
  );
  return row?.tried === true;
}
