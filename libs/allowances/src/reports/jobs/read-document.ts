import { documentUnknown, openDocumentOf } from '@carbon/documents';
import type { RunningJob } from '@carbon/jobs';
import type { FieldFault, Json } from '@carbon/kernel';
import type { Table, TableColumn } from '../../emitters/domain/table-rows';
import { readTable } from '../../emitters/files/read-table';
import type { ReportDesk } from '../desk';

/** So many faults are told of one file. */
const TOLD = 500;

/** The rows of a document of the house that asked for the job. @throws Refusal DOCUMENT_UNKNOWN; JobStopped */
export async function tableOfDocument<P extends object>(
  job: RunningJob<P>,
  { contents, clock }: ReportDesk,
  sha256: string,
  columns: readonly TableColumn[],
): Promise<Table> {
  await job.progress({ zh: '读取文件', en: 'reading the file' }, 0);
  const { holderId } = job;
  if (holderId === null) throw documentUnknown(sha256);
  const { document, bytes } = await job.database.transaction((tx) =>
    openDocumentOf(tx, contents, sha256, holderId, clock.now()),
  );
  return readTable(document.type, bytes, columns);
}

/** What is wrong with a file, as a job's result tells it. */
export const toldFaults = (faults: readonly FieldFault[]): { readonly [key: string]: Json } => ({
  errorCount: faults.length,
  errors: faults.slice(0, TOLD).map(({ field, rule, message }) => ({ field, rule, ...message })),
});
