import { type CellValue, type Column, ExportBody, type JobKind, runExport } from '@carbon/jobs';
import type { ReportContent } from '../../domain/index';
import type { ReportDesk } from '../desk';
import { type RecordKind, REPORT_COLUMNS } from '../domain/report-columns';
import { IsEmissionReportName } from '../http/fields';
import { reportInReach, versionOf } from '../use-cases/report-in-reach';

export class EmissionReportExportPayload extends ExportBody {
  @IsEmissionReportName()
  report!: string;
}

interface Row {
  readonly record: RecordKind;
  readonly part: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const COLUMNS: readonly Column<Row>[] = [
  { kind: 'text', title: { zh: '记录', en: 'record' }, of: ({ record }) => record },
  { kind: 'text', title: { zh: '机组或工序', en: 'part' }, of: ({ part }) => part },
  ...REPORT_COLUMNS.map(({ column, zh, field, cell, of }): Column<Row> => ({
    kind: cell === 'decimal' || cell === 'percent' ? 'decimal' : 'text',
    title: { zh, en: column },
    of: ({ record, values }): CellValue => (of.includes(record) ? textOf(values[field]) : null),
  })),
];

const textOf = (value: unknown) =>
  typeof value === 'string' ? value : typeof value === 'boolean' ? value.toString() : null;

/** The latest version of a report as a file that can be changed and imported again: the template of the next. */
export function emissionReportExportKind(desk: ReportDesk): JobKind<EmissionReportExportPayload> {
  return {
    kind: 'emission-report-export',
    title: { zh: '导出年度排放报告', en: 'Export an annual emission report' },
    payload: EmissionReportExportPayload,
    permission: 'exports.write',
    reads: 'emission-reports.read',
    async run(job) {
      const report = await reportInReach(job.database, job.payload.report, job.reach);
      const { content, number } = await versionOf(job.database, report);
      return runExport(job, desk.clock, {
        title: { zh: '年度排放报告', en: 'Emission report' },
        name: `emission-report-${report.number}`,
        columns: COLUMNS,
        pages: pagesOfContent(content),
        filter: [[{ zh: '报告与版本', en: 'Report and version' }, `${report.number}, ${number}`]],
        finePrint: [],
        holderId: report.holderId,
      });
    },
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- pages are read as they come; these are here already
async function* pagesOfContent({ units, lines, flows }: ReportContent): AsyncGenerator<readonly Row[]> {
  const row = (record: RecordKind, part: string, values: object): Row => ({
    ...{ record, part, values: values as Readonly<Record<string, unknown>> },
  });
  yield units.map((unit) => row('unit', unit.id, unit));
  yield lines.map((line) => row('line', line.id, line));
  yield flows.map((flow) => row('flow', flow.part, flow));
}
