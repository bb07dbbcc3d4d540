import type { Contents } from '@carbon/documents';
import { IsText } from '@carbon/http';
import { holderInReach } from '@carbon/identity';
import type { JobKind } from '@carbon/jobs';
import { readPlantsCsv } from '../domain/csv/plants-csv';
import type { Desk } from '../use-cases/desk';
import { filePlants } from '../use-cases/file-plants';
import { ImportWorkbookBody, importWorkbook, namingRows, RowsRefused } from './import-workbook';
import { faultsOfPlaces } from './row-errors';
import { sheetAsCsv } from './sheet-as-csv';

export class ImportPlantsPayload extends ImportWorkbookBody {
  @IsText({ description: 'Owner of all of them: id or code. 业主', example: 'DLH', min: 2, max: 40 })
  holder!: string;
}

/** Files the plants of a workbook (建档立卡, GEC-016), all or none; its columns are those of the CSV file. */
export function importPlantsKind(desk: Desk, contents: Contents): JobKind<ImportPlantsPayload> {
  return {
    kind: 'import-plants',
    title: { zh: '导入电站', en: 'Import plants' },
    payload: ImportPlantsPayload,
    permission: 'plants.write',
    run: (job) =>
      importWorkbook(
        job,
        { contents, clock: desk.clock },
        {
          operation: 'plants.import',
          take: async (tx, sheet) => {
            const owner = await holderInReach(tx.manager, job.payload.holder, job.reach);
            const { rows, faults, faultCount } = readPlantsCsv(sheetAsCsv(sheet));
            if (faultCount > 0) throw new RowsRefused(faults, faultCount);
            const plants = rows.map(({ code, ...plant }) => ({
              ...plant,
              ...{ shortCode: code, holderId: owner.id },
            }));
            const lines = rows.map(({ line }) => line);
            const filed = await namingRows(
              filePlants(tx, desk, plants, { actor: job.requestedBy }),
              ({ fields }) => faultsOfPlaces(fields, lines, { shortCode: 'code', '': 'code' }),
            );
            return filed.length;
          },
        },
      ),
  };
}
