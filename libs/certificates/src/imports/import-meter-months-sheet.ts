import type { Contents } from '@carbon/documents';
import type { JobKind } from '@carbon/jobs';
import { readMeterMonthsCsv } from '../domain/csv/meter-months-csv';
import type { Desk } from '../use-cases/desk';
import { importMeterMonths } from '../use-cases/import-meter-months';
import { judgeMeterMonths } from '../use-cases/judge-meter-months';
import { lockImporting } from '../use-cases/locks';
import { ImportWorkbookBody, importWorkbook, RowsRefused } from './import-workbook';
import { sheetAsCsv } from './sheet-as-csv';

export class ImportMeterMonthsPayload extends ImportWorkbookBody {}

/** Takes the metered energy of a workbook (GEC-002), all rows or none; its columns are those of the CSV file. */
export function importMeterMonthsKind(desk: Desk, contents: Contents): JobKind<ImportMeterMonthsPayload> {
  return {
    kind: 'import-meter-months',
    title: { zh: '导入电量', en: 'Import metered energy' },
    payload: ImportMeterMonthsPayload,
    permission: 'meter-months.write',
    run: (job) =>
      importWorkbook(
        job,
        { contents, clock: desk.clock },
        {
          operation: 'meter-months.import-workbook',
          take: async (tx, sheet) => {
            const { rows, faults, faultCount } = readMeterMonthsCsv(sheetAsCsv(sheet));
            await lockImporting(tx);
            const judged = await judgeMeterMonths(tx, desk, rows, job.reach);
            const all = [...faults, ...judged.faults].sort((one, other) => one.line - other.line);
            if (all.length > 0) throw new RowsRefused(all, faultCount + judged.faults.length);
            const { requestedBy: actor, reach } = job;
            return (await importMeterMonths(tx, desk, { actor, reach, input: { rows } })).imported;
          },
        },
      ),
  };
}
