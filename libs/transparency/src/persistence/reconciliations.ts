import type { Json, Page, PageRequest, Text } from '@carbon/kernel';
import { toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import { type Difference, sentenceOf } from '../reconciliation/difference';

/** REG-013 names the first three; FAILED is a run that could not be finished. */
export type ReconciliationStatus = 'INITIATED' | 'COMPLETED' | 'INCONSISTENT' | 'FAILED';

export interface ReconciliationRun {
  readonly id: string;
  readonly status: ReconciliationStatus;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly endedAt: Date | undefined;
  readonly progress: Json;
  /** Counts of differences by kind, and whether the chain was compared. */
  readonly summary: Json;
  readonly error: string | undefined;
}

export interface StoredDifference {
  readonly ordinal: number;
  readonly kind: string;
  readonly journalId: string | null;
  readonly transactionId: string | null;
  readonly account: string | null;
  readonly instrument: string | null;
  readonly place: string | null;
  readonly expected: string | null;
  readonly found: string | null;
  readonly text: Text;
}

interface RunRow {
  id: string;
  status: ReconciliationStatus;
  started_by: string;
  started_at: Date;
  ended_at: Date | null;
  progress: Json;
  summary: Json;
  error: string | null;
}

function toRun(row: RunRow): ReconciliationRun {
  return {
    id: row.id,
    status: row.status,
    startedBy: row.started_by,
    startedAt: row.started_at,
    endedAt: row.ended_at ?? undefined,
    progress: row.progress,
    summary: row.summary,
    error: row.error ?? undefined,
  };
}

/** Begins a run; earlier ones that never ended are closed as failed, for whoever holds the lock is the only one. */
export async function insertRun(writer: Reader, id: string, startedBy: string): Promise<void> {
  await writer.query(
    `update log.reconciliation set status = 'FAILED', ended_at = now(), error = 'interrupted'
      where status = 'INITIATED'`,
  );
  await writer.query('insert into log.reconciliation (id, started_by) values ($1, $2)', [id, startedBy]);
}

export async function noteProgress(writer: Reader, id: string, progress: Json): Promise<void> {
  await writer.query('update log.reconciliation set progress = $2 where id = $1', [
    id,
    JSON.stringify(progress),
  ]);
}

export async function endRun(
  writer: Reader,
  id: string,
  end: { readonly status: ReconciliationStatus; readonly summary: Json; readonly error?: string },
): Promise<void> {
  await writer.query(
    `update log.reconciliation set status = $2, summary = $3, error = $4, ended_at = now() where id = $1`,
    [id, end.status, JSON.stringify(end.summary), end.error ?? null],
  );
}

export async function insertDifferences(
  writer: Reader,
  id: string,
  differences: readonly Difference[],
): Promise<void> {
  const rows = differences.map((each, at) => ({
    reconciliation_id: id,
    ordinal: at + 1,
    kind: each.kind,
    journal_id: each.journalId?.toString() ?? null,
    transaction_id: each.transactionId?.toString() ?? null,
    account: each.account ?? null,
    instrument: each.instrument ?? null,
    place: each.place ?? null,
    expected: each.expected ?? null,
    found: each.found ?? null,
    text_zh: sentenceOf(each).zh,
    text_en: sentenceOf(each).en,
  }));
  await writer.query(
    `insert into log.difference select * from jsonb_populate_recordset(null::log.difference, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}

export async function readRun(reader: Reader, id: string): Promise<ReconciliationRun | undefined> {
  const [row] = await reader.query<RunRow>('select * from log.reconciliation where id = $1', [id]);
  return row && toRun(row);
}

/** Runs, newest first. The ids are ordered by time. */
export async function readRuns(reader: Reader, page: PageRequest): Promise<Page<ReconciliationRun>> {
  const rows = await reader.query<RunRow>(
    `select * from log.reconciliation where ($1::text is null or id::text < $1) order by id desc limit $2`,
    [page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows.map(toRun), page.limit, (run) => [run.id]);
}

export async function readDifferences(
  reader: Reader,
  id: string,
  limit: number,
): Promise<StoredDifference[]> {
  const rows = await reader.query<{
    ordinal: number;
    kind: string;
    journal_id: string | null;
    transaction_id: string | null;
    account: string | null;
    instrument: string | null;
    place: string | null;
    expected: string | null;
    found: string | null;
    text_zh: string;
    text_en: string;
  }>('select * from log.difference where reconciliation_id = $1 order by ordinal limit $2', [id, limit]);
  return rows.map((row) => ({
    ordinal: row.ordinal,
    kind: row.kind,
    journalId: row.journal_id,
    transactionId: row.transaction_id,
    account: row.account,
    instrument: row.instrument,
    place: row.place,
    expected: row.expected,
    found: row.found,
    text: { zh: row.text_zh, en: row.text_en },
  }));
}
