import { Once } from '@carbon/http';
import type { JobKind } from '@carbon/jobs';
import { type FieldFault, type Json, Refusal } from '@carbon/kernel';
import type { ReportDesk } from '../desk';
import { REPORT_TABLE_COLUMNS } from '../domain/report-columns';
import { faultsOfFile, readReportRows, type ReportRows } from '../domain/report-rows';
import { IsDocumentSha256, IsEmissionReportName } from '../http/fields';
import { saveVersion } from '../use-cases/save-report';
import { tableOfDocument, toldFaults } from './read-document';

export class EmissionReportImportPayload {
  @IsEmissionReportName()
  report!: string;

  @IsDocumentSha256('Uploaded CSV, XLSX or JSON file, by its SHA-256. 已上传的文件')
  document!: string;
}

/** Saves another version of a report from a file, all rows or none; a faulty one changes nothing and says where. */
export function emissionReportImportKind(desk: ReportDesk): JobKind<EmissionReportImportPayload> {
  return {
    kind: 'emission-report-import',
    title: { zh: '导入年度排放报告', en: 'Import an annual emission report' },
    payload: EmissionReportImportPayload,
    permission: 'emission-reports.write',
    async run(job): Promise<Json> {
      const { report: name, document } = job.payload;
      const rows = readReportRows(await tableOfDocument(job, desk, document, REPORT_TABLE_COLUMNS));
      if (rows.faults.length > 0) return { version: null, ...toldFaults(rows.faults) };
      const { units, lines, flows } = rows.content;
      await job.progress({ zh: '核算', en: 'calculating' }, 0, flows.length);
      const actor = {
        ...{ id: job.requestedBy, reach: job.reach },
        ...(job.holderId === null ? {} : { holder: { id: job.holderId, code: '', kind: '' } }),
      };
      // begun again after a crash it tells what came of it the first time
      const once = {
        caller: { id: `job:${job.id}` },
        operation: 'emission-reports.import',
        key: job.id,
        body: { name, document },
      };
      try {
        const { body } = await new Once(job.database).run(once, async (tx) => {
          const wish = { content: rows.content, source: `import:${job.id}`, documentHash: document };
          const { report, version } = await saveVersion(tx, desk, name, wish, actor);
          return {
            ...{ report: report.number, version: version.number, totalT: version.totalT.toString() },
            ...{ rows: units.length + lines.length + flows.length, errorCount: 0, errors: [] },
          };
        });
        return body;
      } catch (error) {
        return { version: null, ...toldFaults(faultsOfRefusal(error, rows)) };
      }
    },
  };
}

/** @throws what is not about the content */
function faultsOfRefusal(error: unknown, { linesOf }: ReportRows): FieldFault[] {
  if (!(error instanceof Refusal) || error.fields.length === 0) throw error;
  return faultsOfFile(error.fields, linesOf);
}
