import { fault, FaultCollector, malformed } from '@carbon/kernel';
import {
  csvFault,
  type CsvFault,
  type CsvLimits,
  type CsvLine,
  readCsvTable,
  UNPRINTABLE,
} from './csv-table';

/** At most so many faults, and so many warnings, are listed; the counts always tell how many there are. */
export const MAX_REPORTED_FAULTS = 200;

/** What a CSV file says: its good rows, and what is wrong with the others. */
export interface CsvReading<Row> {
  /** Good rows in the order of the file: all there is to import when `faultCount` is 0. */
  readonly rows: readonly Row[];
  /** The first `MAX_REPORTED_FAULTS` faults in the order of the file. */
  readonly faults: readonly CsvFault[];
  readonly faultCount: number;
  /** Rows that look wrong and are good nevertheless: to be confirmed by a person. */
  readonly warnings: readonly CsvFault[];
  readonly warningCount: number;
}

/** The fields of one line, read by column name; faults are collected by column. */
export class CsvRow {
  readonly #faults = new FaultCollector();

  constructor(private readonly source: CsvLine) {}

  get line(): number {
    return this.source.line;
  }

  /** Whether the file has a column at all. */
  has(column: string): boolean {
    return this.source.fields.has(column);
  }

  get faults(): readonly CsvFault[] {
    return this.#faults.faults.map(({ field, rule, message }) => ({
      line: this.line,
      column: field,
      rule,
      message,
    }));
  }

  /** A field of at most `longest` printable characters, given to `parse`; undefined when either refuses it. */
  take<T>(column: string, longest: number, parse: (text: string, column: string) => T): T | undefined {
    return this.#faults.attempt(() => parse(this.#printable(column, longest), column));
  }

  #printable(column: string, longest: number): string {
    const text = this.source.fields.get(column) ?? '';
    if (text.length > longest) {
      throw malformed([
        fault(
          column,
          'length',
          `must not be longer than ${longest} characters`,
          `不得超过 ${longest} 个字符`,
        ),
      ]);
    }
    if (UNPRINTABLE.test(text)) {
      throw malformed([fault(column, 'characters', 'holds control characters', '含有控制字符')]);
    }
    return text;
  }
}

/** A text that must be there. @throws Refusal INPUT_MALFORMED */
export function required(text: string, column: string): string {
  if (text === '') throw malformed([fault(column, 'required', 'must not be empty', '不得为空')]);
  return text;
}

/** A text that may be empty. */
export function anyText(text: string): string {
  return text;
}

const CODE = /^[A-Z0-9][A-Z0-9-]*$/;

/** A plant's short code in files: capital letters, digits and hyphens (X). @throws Refusal INPUT_MALFORMED */
export function plantShortCode(text: string, column: string): string {
  if (!CODE.test(text)) {
    throw malformed([
      fault(
        column,
        'code',
        'must be capital letters, digits and hyphens, e.g. DLH50',
        '只能由大写字母、数字和连字符组成，例如 DLH50',
      ),
    ]);
  }
  return text;
}

/** A row that repeats another: `says` is what of the row must agree for the repetition to be harmless. */
export interface RowKey {
  readonly column: string;
  readonly key: string;
  readonly says: string;
}

export interface CsvFormat<Row extends { readonly line: number }> {
  readonly columns: readonly string[];
  /** Columns that a file may leave out. */
  readonly optional?: readonly string[];
  /** The row, or undefined when a fault was collected. */
  readonly readRow: (row: CsvRow) => Row | undefined;
  readonly keyOf: (row: Row) => RowKey;
  readonly warningsOf?: (row: Row) => readonly CsvFault[];
  readonly limits?: CsvLimits;
}

/** Reads a file by its format. Never throws on what the file holds. */
export function readCsv<Row extends { readonly line: number }>(
  text: string,
  format: CsvFormat<Row>,
): CsvReading<Row> {
  const table = readCsvTable(text, format.columns, format.limits, format.optional);
  const faults = [...table.faults];
  const read: Row[] = [];
  for (const line of table.lines) {
    const source = new CsvRow(line);
    const row = format.readRow(source);
    if (row !== undefined) read.push(row);
    faults.push(...source.faults);
  }
  const rows = withoutRepeats(read, format.keyOf, faults);
  const warnings = rows.flatMap((row) => format.warningsOf?.(row) ?? []);
  faults.sort((one, other) => one.line - other.line);
  return {
    rows,
    faults: faults.slice(0, MAX_REPORTED_FAULTS),
    faultCount: faults.length,
    warnings: warnings.slice(0, MAX_REPORTED_FAULTS),
    warningCount: warnings.length,
  };
}

/**
 * Drops rows that repeat an earlier one. When they say something else, which of them is true is unknown: then the
 * first is dropped as well.
 */
function withoutRepeats<Row extends { readonly line: number }>(
  rows: readonly Row[],
  keyOf: (row: Row) => RowKey,
  faults: CsvFault[],
): readonly Row[] {
  const first = new Map<string, { readonly row: Row; readonly says: string }>();
  const contradicted = new Set<string>();
  const kept: Row[] = [];
  for (const row of rows) {
    const { column, key, says } = keyOf(row);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, { row, says });
      kept.push(row);
      continue;
    }
    faults.push(repeatFault(row.line, column, earlier.row.line));
    if (earlier.says === says || contradicted.has(key)) continue;
    contradicted.add(key);
    faults.push(conflictFault(earlier.row.line, column, row.line));
  }
  return contradicted.size === 0 ? kept : kept.filter((row) => !contradicted.has(keyOf(row).key));
}

function repeatFault(line: number, column: string, other: number): CsvFault {
  return csvFault(line, column, 'repeated', `repeats line ${other}`, `与第 ${other} 行重复`);
}

function conflictFault(line: number, column: string, other: number): CsvFault {
  return csvFault(line, column, 'conflicting', `is contradicted by line ${other}`, `与第 ${other} 行矛盾`);
}
