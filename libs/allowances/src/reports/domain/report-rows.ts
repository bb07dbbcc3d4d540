import { fault, type FieldFault } from '@carbon/kernel';
import type { ReportContent, ReportedFlow, ReportedLine, ReportedUnit } from '../../domain/index';
import type { Table, TableRow } from '../../emitters/domain/table-rows';
import { readCell } from './read-cell';
import { type RecordKind, RECORDS, REPORT_COLUMNS } from './report-columns';

/** A report as a file has it, and on which line each of its records stands. */
export interface ReportRows {
  readonly content: ReportContent;
  readonly faults: readonly FieldFault[];
  readonly linesOf: Readonly<Record<'units' | 'lines' | 'flows', readonly number[]>>;
}

const PART = /^[^\s,"'<>\\]{1,80}$/u;
const LISTS = { unit: 'units', line: 'lines', flow: 'flows' } as const;

/** Reads the rows of a report's file; each fault names its row and column. */
export function readReportRows(table: Table): ReportRows {
  const faults: FieldFault[] = [...table.faults];
  const records = { units: [] as ReportedUnit[], lines: [] as ReportedLine[], flows: [] as ReportedFlow[] };
  const linesOf = { units: [] as number[], lines: [] as number[], flows: [] as number[] };
  for (const row of table.rows) {
    const read = readRow(row);
    if ('faults' in read) {
      faults.push(...read.faults);
      continue;
    }
    const list = LISTS[read.kind];
    (records[list] as object[]).push(read.record);
    linesOf[list].push(row.line);
  }
  return { content: records, faults, linesOf };
}

function readRow({
  line,
  cells,
}: TableRow):
  { readonly kind: RecordKind; readonly record: object } | { readonly faults: readonly FieldFault[] } {
  const at = `rows[${line}]`;
  const kind = RECORDS.find((known) => known === cells['record']);
  if (kind === undefined) {
    const list = RECORDS.join(', ');
    return { faults: [fault(`${at}.record`, 'one-of', `must be one of ${list}`, `应为 ${list} 之一`)] };
  }
  const { part = '' } = cells;
  const faults = PART.test(part)
    ? []
    : [fault(`${at}.part`, 'format', 'must name a unit or line', '应填写机组或工序编号')];
  const record: Record<string, unknown> = kind === 'flow' ? { part } : { id: part };
  for (const { column, field, cell, of, required } of REPORT_COLUMNS) {
    const text = cells[column] ?? '';
    const place = `${at}.${column}`;
    if (text === '') {
      if (required === true && of.includes(kind)) {
        faults.push(fault(place, 'required', 'must be filled in', '必须填写'));
      }
    } else if (!of.includes(kind)) {
      faults.push(fault(place, 'none', `does not belong to a ${kind}`, `${kind} 记录不填写此列`));
    } else {
      const read = readCell(text, cell, place);
      if ('field' in read) faults.push(read);
      else record[field] = read.value;
    }
  }
  return faults.length > 0 ? { faults } : { kind, record };
}

/** Faults of a content, `flows[3].ncv`, as faults of the file it came from, `rows[5].ncv`. */
export function faultsOfFile(faults: readonly FieldFault[], linesOf: ReportRows['linesOf']): FieldFault[] {
  return faults.map((found) => {
    const [, list = '', place = '', field = ''] =
      /^(units|lines|flows)\[(\d+)\](?:\.(\w+))?$/.exec(found.field) ?? [];
    const line = (linesOf as Readonly<Record<string, readonly number[]>>)[list]?.[Number(place)];
    if (line === undefined) return found;
    const column =
      REPORT_COLUMNS.find((known) => known.field === field)?.column ?? (field === 'id' ? 'part' : field);
    return { ...found, field: column === '' ? `rows[${line}]` : `rows[${line}].${column}` };
  });
}
