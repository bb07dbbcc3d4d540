import type { Text } from '@carbon/kernel';
import { CsvError, parse } from 'csv-parse/sync';

/** One fault of a CSV file. `line` counts from 1, the header included; `column` is empty when it is the whole line. */
export interface CsvFault {
  readonly line: number;
  readonly column: string;
  readonly rule: string;
  readonly message: Text;
}

/** A line with the right number of fields, not yet judged. */
export interface CsvLine {
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
}

export interface CsvTable {
  readonly lines: readonly CsvLine[];
  readonly faults: readonly CsvFault[];
}

/** What a file may hold; `rows` counts the lines below the header, blank ones included. */
export interface CsvLimits {
  readonly rows: number;
  readonly characters: number;
}

export const CSV_LIMITS: CsvLimits = { rows: 100_000, characters: 16 * 1024 * 1024 };

const MAX_LINE_CHARACTERS = 4_000;
/** csv-parse counts bytes; the most a UTF-16 unit takes in UTF-8 is three. */
const MAX_LINE_BYTES = MAX_LINE_CHARACTERS * 3;
/** So many lines that cannot be split into fields: the file is something else than CSV. */
const MAX_SPOILED_LINES = 1_000;
const LINE_END = /\r\n|\n|\r/;

/** Control, format, private and surrogate characters, and the separators of lines and paragraphs. */
export const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/u;
const UNPRINTABLE_EVERYWHERE = new RegExp(UNPRINTABLE, 'gu');

export function csvFault(line: number, column: string, rule: string, en: string, zh: string): CsvFault {
  return { line, column, rule, message: { zh, en } };
}

/**
 * Splits CSV text (RFC 4180; BOM and any line ends tolerated, header required, columns in any order, some of them optional) into lines by
 * column name. A fault of the whole file, such as a missing column, leaves no lines. Blank lines are skipped. A field
 * never holds a line break, so a stray quotation mark spoils its own line only.
 */
export function readCsvTable(
  text: string,
  columns: readonly string[],
  limits = CSV_LIMITS,
  optional: readonly string[] = [],
): CsvTable {
  if (text.length > limits.characters) {
    return wholeFile(
      csvFault(
        1,
        '',
        'size',
        `the file is larger than ${limits.characters} characters`,
        `文件超过 ${limits.characters} 个字符`,
      ),
    );
  }
  if (hasMoreLines(text, limits.rows + 1)) {
    return wholeFile(
      csvFault(
        limits.rows + 2,
        '',
        'row-limit',
        `more than ${limits.rows} rows; split the file`,
        `超过 ${limits.rows} 行，请拆分文件`,
      ),
    );
  }
  const [header, ...records] = splitRecords(text.startsWith('\ufeff') ? text.slice(1) : text);
  if (header === undefined) {
    return wholeFile(csvFault(1, '', 'empty', 'the file is empty', '文件为空'));
  }
  const headerFaults = faultsOfHeader(header, columns, optional);
  if (headerFaults.length > 0) return { lines: [], faults: headerFaults };
  if (records.length === 0) {
    return wholeFile(
      csvFault(header.line, '', 'empty', 'there is no row below the header', '表头下没有数据行'),
    );
  }
  return namedLines(records, header.cells);
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
  readonly faults: readonly CsvFault[];
}

/** Whether anything but line ends follows the first `count` lines; looks no further than it must. */
function hasMoreLines(text: string, count: number): boolean {
  const ends = /\r\n|\n|\r/g;
  for (let line = 0; line < count; line += 1) if (ends.exec(text) === null) return false;
  return /[^\r\n]/.test(text.slice(ends.lastIndex));
}

function wholeFile(fault: CsvFault): CsvTable {
  return { lines: [], faults: [fault] };
}

function faultsOfHeader(
  header: CsvRecord,
  columns: readonly string[],
  optional: readonly string[],
): readonly CsvFault[] {
  if (header.faults.length > 0) return header.faults;
  const faults: CsvFault[] = [];
  const seen = new Set<string>();
  for (const name of header.cells) {
    if (!columns.includes(name) && !optional.includes(name)) {
      faults.push(
        csvFault(
          header.line,
          shown(name),
          'unknown-column',
          'is not a column of this file',
          '不是此文件的列',
        ),
      );
    } else if (seen.has(name)) {
      faults.push(
        csvFault(header.line, name, 'repeated-column', 'stands twice in the header', '表头中重复出现'),
      );
    }
    seen.add(name);
  }
  for (const name of columns) {
    if (!seen.has(name)) {
      faults.push(
        csvFault(header.line, name, 'missing-column', 'is missing from the header', '表头缺少此列'),
      );
    }
  }
  return faults;
}

/** A name fit to be shown: no control characters, no great length. */
function shown(name: string): string {
  return name.replace(UNPRINTABLE_EVERYWHERE, '?').slice(0, 40);
}

function namedLines(records: readonly CsvRecord[], header: readonly string[]): CsvTable {
  const lines: CsvLine[] = [];
  const faults: CsvFault[] = [];
  for (const { line, cells, faults: own } of records) {
    if (own.length > 0) faults.push(...own);
    else if (cells.length === header.length) {
      lines.push({ line, fields: new Map(header.map((name, index) => [name, cells[index] ?? ''])) });
    } else {
      const [expected, found] = [header.length, cells.length];
      faults.push(
        csvFault(
          line,
          '',
          'field-count',
          `has ${found} fields instead of ${expected}`,
          `有 ${found} 个字段，应为 ${expected} 个`,
        ),
      );
    }
  }
  return { lines, faults };
}

/** The whole text in one go; when that meets a bad quotation mark or a line break in a field, line by line. */
function splitRecords(text: string): readonly CsvRecord[] {
  try {
    const records = parseRecords(text);
    if (!records.some(({ record }) => record.some((cell) => LINE_END.test(cell)))) {
      return records
        .map(({ record, info }) => ({ line: info.lines, cells: record, faults: [] }))
        .filter(notBlank);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return splitLines(text.split(LINE_END)).filter(notBlank);
}

/** Each line by itself: those without quotation marks in one go, for parsing one line at a time is slow. */
function splitLines(lines: readonly string[]): readonly CsvRecord[] {
  const plain = parsePlain(lines.map((line) => (isPlain(line) ? line : '')));
  const records: CsvRecord[] = [];
  let spoiled = 0;
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    const record = isPlain(text) ? { line, cells: plain.get(line) ?? [], faults: [] } : splitLine(text, line);
    records.push(record);
    if (record.faults.length > 0) spoiled += 1;
    if (spoiled === MAX_SPOILED_LINES) {
      records.push({ line: line + 1, cells: [], faults: [givenUp(line)] });
      break;
    }
  }
  return records;
}

function isPlain(line: string): boolean {
  return line.length <= MAX_LINE_CHARACTERS && !line.includes('"');
}

function parsePlain(lines: readonly string[]): ReadonlyMap<number, readonly string[]> {
  return new Map(parseRecords(lines.join('\n')).map(({ record, info }) => [info.lines, record]));
}

function splitLine(text: string, line: number): CsvRecord {
  if (text.length > MAX_LINE_CHARACTERS) return { line, cells: [], faults: [longLine(line)] };
  try {
    return { line, cells: parseRecords(text)[0]?.record ?? [], faults: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const fault = csvFault(line, '', 'quotes', 'the quotation marks do not pair', '引号不成对或位置有误');
    return { line, cells: [], faults: [error.code === 'CSV_MAX_RECORD_SIZE' ? longLine(line) : fault] };
  }
}

function givenUp(line: number): CsvFault {
  return csvFault(
    line + 1,
    '',
    'unread',
    `the file is not read further: ${MAX_SPOILED_LINES} lines above cannot be split into fields`,
    `以上已有 ${MAX_SPOILED_LINES} 行无法拆分字段，其后内容不再读取`,
  );
}

function longLine(line: number): CsvFault {
  return csvFault(
    line,
    '',
    'length',
    `the line is longer than ${MAX_LINE_CHARACTERS} characters`,
    `该行超过 ${MAX_LINE_CHARACTERS} 个字符`,
  );
}

function notBlank({ cells, faults }: CsvRecord): boolean {
  return faults.length > 0 || cells.some((cell) => cell !== '');
}

interface InfoRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** csv-parse's own types know no records with `info`. */
function parseRecords(text: string): readonly InfoRecord[] {
  return parse(text, {
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: MAX_LINE_BYTES,
    record_delimiter: ['\r\n', '\n', '\r'],
  }) as unknown as readonly InfoRecord[];
}
