import { MATERIALS, type ReportingSector, STREAMS_OF } from '../../domain/index';
import { RECORDS, type RecordKind, REPORT_COLUMNS } from './report-columns';

const BOM = '\ufeff';
const EXAMPLE = '0';

/** The form of a sector's report as CSV: a header in both languages, and a row for each kind of record, all zero. */
export function templateOf(sector: ReportingSector): string {
  const power = sector === 'power';
  const kinds = RECORDS.filter((kind) => kind !== (power ? 'line' : 'unit'));
  const header = [
    '记录 record',
    '机组或工序 part',
    ...REPORT_COLUMNS.map(({ column, zh }) => `${zh} ${column}`),
  ];
  const rows = kinds.flatMap((kind) =>
    kind === 'flow' ? STREAMS_OF[sector].map((stream) => rowOf(kind, stream)) : [rowOf(kind)],
  );
  return BOM + [header, ...rows].map((cells) => cells.join(',')).join('\r\n') + '\r\n';
}

function rowOf(kind: RecordKind, stream?: keyof typeof MATERIALS): string[] {
  const [material = '', unit = ''] = stream === undefined ? [] : (Object.entries(MATERIALS[stream])[0] ?? []);
  const known: Readonly<Record<string, string>> = { stream: stream ?? '', material, unit, amount: EXAMPLE };
  const cells = REPORT_COLUMNS.map(({ column, cell, of, required }) => {
    if (!of.includes(kind)) return '';
    if (kind === 'flow') return known[column] ?? '';
    if (required !== true) return '';
    return typeof cell === 'string' ? EXAMPLE : (cell[0] ?? '');
  });
  return [kind, '1', ...cells];
}
