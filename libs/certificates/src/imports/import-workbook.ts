import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Contents, requireDocument } from '@carbon/documents';
import { type Caller, IsText, Once } from '@carbon/http';
import { readWorkbook, type RunningJob, type SheetRows } from '@carbon/jobs';
import { type Clock, type Json, Refusal } from '@carbon/kernel';
import type { CsvFault } from '../domain/csv/csv-table';
import { refusedRows } from './row-errors';

/** What every import of a workbook asks for. */
export class ImportWorkbookBody {
  @IsText({
    description: 'SHA-256 of the workbook, filed as a document before. 文件哈希',
    example: 'a'.repeat(64),
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
  })
  document!: string;

  @IsText({
    description: 'Which sheet; the first with rows when absent. 工作表',
    example: 'Sheet1',
    max: 31,
    optional: true,
  })
  sheet?: string;
}

/** Rows that cannot be taken: the import takes none. */
export class RowsRefused extends Error {
  constructor(
    readonly faults: readonly CsvFault[],
    readonly faultCount = faults.length,
  ) {
    super(`${faultCount} faults`);
  }
}

export interface WorkbookImport {
  /** `<room>.<what>`, under which the import is remembered. */
  readonly operation: string;
  /** Takes all rows. @throws RowsRefused, and then nothing of it stays */
  readonly take: (tx: Transaction, sheet: SheetRows) => Promise<number>;
}

const READING = { zh: '读取工作簿', en: 'reading the workbook' };
const TAKING = { zh: '导入', en: 'importing' };

/**
 * Imports a workbook, all rows or none, once: begun again after a crash it tells what came of it the first time.
 * @throws Refusal DOCUMENT_UNKNOWN, WORKBOOK_REFUSED; JobStopped
 */
export async function importWorkbook(
  job: RunningJob<ImportWorkbookBody>,
  { contents, clock }: { readonly contents: Contents; readonly clock: Clock },
  { operation, take }: WorkbookImport,
): Promise<Json> {
  const { document, sheet: name } = job.payload;
  await job.progress(READING, 0);
  const bytes = await job.database.transaction(async (tx) => {
    await requireDocument(tx, document, callerOf(job));
    return contents.read(tx, document);
  });
  const sheet = await readWorkbook(bytes, name);
  await job.progress(TAKING, 0, Math.max(sheet.length - 1, 0));
  const request = { caller: { id: `job:${job.id}` }, operation, key: job.id, body: { document } };
  try {
    const { body } = await new Once(job.database).run(request, async (tx) => {
      const imported = await take(tx, sheet);
      await recordAudit(
        tx,
        {
          action: 'workbook.imported',
          subject: { kind: 'job', id: job.id },
          after: { operation, rows: imported.toString() },
          documentHash: document,
        },
        clock.now(),
        { actor: job.requestedBy },
      );
      return { imported: imported.toString(), errorCount: '0', errors: [] };
    });
    return body;
  } catch (error) {
    if (!(error instanceof RowsRefused)) throw error;
    return refusedRows(error.faults, error.faultCount, sheet);
  }
}

/** Who asked for the job, as far as documents ask: whose they may be, and whose come first. */
function callerOf({ requestedBy, reach, holderId }: RunningJob): Caller {
  return {
    ...{ id: requestedBy, name: requestedBy, kind: 'user', permissions: new Set(), reach },
    ...(holderId !== null && { holder: { id: holderId, code: '', kind: '' } }),
  };
}

/** What a use case refuses by the places of its list, as refused rows. */
export async function namingRows<T>(
  work: Promise<T>,
  toFaults: (refusal: Refusal) => readonly CsvFault[],
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Refusal) || error.fields.length === 0) throw error;
    throw new RowsRefused(toFaults(error));
  }
}
