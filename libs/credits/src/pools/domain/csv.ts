import { fault, FaultCollector, type FieldFault, malformed } from '@carbon/kernel';
import { CsvError, parse } from 'csv-parse/sync';

/** A row of a file; `line` counts from 1, the header included. */
export interface CsvRow {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** What one file may hold. */
export const CSV_LIMITS = { rows: 20_000, characters: 4 * 1024 * 1024, field: 300 } as const;
/** So many faults are told of one file. */
const MAX_FAULTS = 200;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u;

/**
 * Rows of a file with exactly these columns in any order; `optional` ones may be missing.
 * @throws Refusal INPUT_MALFORMED naming `lines[n]`
 */
export function readCsvRows(
  text: string,
  columns: { readonly required: readonly string[]; readonly optional?: readonly string[] },
): CsvRow[] {
  if (text.length > CSV_LIMITS.characters) throw wholeFile('size', 'is too large', '文件过大');
  const [header, ...records] = recordsOf(text);
  const names = header?.cells ?? [];
  const known = new Set([...columns.required, ...(columns.optional ?? [])]);
  const missing = columns.required.filter((name) => !names.includes(name));
  const wrong = names.filter((name, at) => !known.has(name) || names.indexOf(name) !== at);
  if (missing.length > 0 || wrong.length > 0) {
    const list = [...known].join(', ');
    throw wholeFile('header', `must have the columns ${list}`, `表头应为：${list}`);
  }
  if (records.length === 0) throw wholeFile('empty', 'has no row below the header', '表头下没有数据行');
  if (records.length > CSV_LIMITS.rows) throw wholeFile('rows', 'has too many rows', '行数过多');
  const faults = new FaultCollector();
  const rows = records.map(({ line, cells }) => {
    faults.attempt(() => {
      checkCells(line, cells, names.length);
    });
    return { line, fields: Object.fromEntries(names.map((name, at) => [name, (cells[at] ?? '').trim()])) };
  });
  faults.refuseIfAny();
  return rows;
}

function recordsOf(text: string): { readonly line: number; readonly cells: readonly string[] }[] {
  try {
    const records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    return records.map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (error instanceof CsvError) throw wholeFile('csv', 'is not well-formed CSV', '不是有效的 CSV 文件');
    throw error;
  }
}

function checkCells(line: number, cells: readonly string[], columns: number): void {
  if (cells.length !== columns) {
    throw malformed([
      fault(`lines[${line}]`, 'columns', `must have ${columns} fields`, `应有 ${columns} 个字段`),
    ]);
  }
  if (cells.some((cell) => cell.length > CSV_LIMITS.field || UNPRINTABLE.test(cell))) {
    throw malformed([
      fault(
        `lines[${line}]`,
        'characters',
        'holds a field that is too long or not printable',
        '字段过长或含控制字符',
      ),
    ]);
  }
}

function wholeFile(rule: string, en: string, zh: string) {
  return malformed([fault('lines', rule, en, zh)]);
}

/** Faults by line, as many as are told. */
export function toldFaults(faults: readonly FieldFault[]): FieldFault[] {
  return faults.slice(0, MAX_FAULTS);
}
