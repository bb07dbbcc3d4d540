import { recordAudit } from '@carbon/audit';
import { documentUnknown, openDocumentOf } from '@carbon/documents';
import type { RunningJob } from '@carbon/jobs';
import type { FieldFault, Json, Text } from '@carbon/kernel';
import type { EmitterDesk } from '../desk';
import type { Table, TableColumn } from '../domain/table-rows';
import { readTable } from '../files/read-table';
import { type ImportKind, type StagedRow, stageImport } from '../persistence/imports';

/** So many faults are kept of one file. */
const KEPT_FAULTS = 200;

const STEPS = {
  reading: { zh: '读取文件', en: 'reading the file' },
  staging: { zh: '暂存', en: 'staging' },
} as const satisfies Readonly<Record<string, Text>>;

/** A file that a job is to stage. */
export interface FileToStage<T extends object> {
  readonly kind: ImportKind;
  readonly document: string;
  readonly market: string;
  readonly year: number | null;
  readonly columns: readonly TableColumn[];
  readonly read: (table: Table) => {
    readonly rows: readonly StagedRow<T>[];
    readonly faults: readonly FieldFault[];
  };
}

/**
 * Reads a document of the caller's house and stages its rows under the job's id; nothing of it counts yet. Begun again
 * after a crash it finds what is staged.
 * @throws Refusal DOCUMENT_UNKNOWN; JobStopped
 */
export async function stageFile<P extends object, T extends object>(
  job: RunningJob<P>,
  { clock, contents }: EmitterDesk,
  file: FileToStage<T>,
): Promise<Json> {
  const { holderId } = job;
  // a file is somebody's: machines of the operator have no house that files
  if (holderId === null) throw documentUnknown(file.document);
  await job.progress(STEPS.reading, 0);
  const now = clock.now();
  const { document, bytes } = await job.database.transaction((tx) =>
    openDocumentOf(tx, contents, file.document, holderId, now),
  );
  const { rows, faults } = file.read(await readTable(document.type, bytes, file.columns));
  await job.progress(STEPS.staging, 0, rows.length);
  const { kind, market, year } = file;
  await job.database.transaction(async (tx) => {
    const entry = {
      ...{ id: job.id, kind, holderId, market, year, documentHash: document.sha256 },
      ...{ faultCount: faults.length, faults: faults.slice(0, KEPT_FAULTS), stagedBy: job.requestedBy, now },
    };
    if (!(await stageImport(tx, entry, rows))) return;
    await recordAudit(
      tx,
      {
        action: 'emitter-import.staged',
        subject: { kind: 'emitter-import', id: job.id },
        holderId,
        after: { kind, market, rows: rows.length, faults: faults.length },
        documentHash: document.sha256,
      },
      now,
      { actor: job.requestedBy },
    );
  });
  await job.progress(STEPS.staging, rows.length, rows.length);
  return {
    ...{ import: job.id, rows: rows.length, faultCount: faults.length },
    faults: faults.slice(0, KEPT_FAULTS).map(({ field, rule, message }) => ({ field, rule, ...message })),
  };
}
