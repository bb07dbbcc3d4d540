import { readWorkbook } from '@carbon/jobs';
import { Refusal } from '@carbon/kernel';
import { CsvError, parse } from 'csv-parse/sync';
import {
  type Table,
  type TableColumn,
  TABLE_LIMITS,
  tableOf,
  tooManyRows,
  unreadableTable,
} from '../domain/table-rows';

/** Characters of one line at most. */
const LONGEST_LINE = 20_000;

/** Reads CSV (a BOM and any line ends are fine), XLSX (first sheet) or JSON (a list of objects). Never throws on what it holds. */
export async function readTable(
  type: string,
  bytes: Buffer,
  columns: readonly TableColumn[],
): Promise<Table> {
  if (type === 'application/json') return readJson(bytes, columns);
  if (type === 'text/csv') return readCsv(bytes, columns);
  if (type.endsWith('spreadsheetml.sheet')) return readXlsx(bytes, columns);
  return unreadableTable('type', 'must be a CSV, XLSX or JSON file', '应为 CSV、XLSX 或 JSON 文件');
}

function readCsv(bytes: Buffer, columns: readonly TableColumn[]): Table {
  try {
    const records = parse(bytes, {
      bom: true,
      info: true,
      relax_column_count: true,
      max_record_size: LONGEST_LINE,
      to: TABLE_LIMITS.rows + 2,
    }) as unknown as readonly { record: readonly string[]; info: { lines: number } }[];
    return tableOf(
      records.map(({ record, info }) => ({ line: info.lines, cells: record })),
      columns,
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return unreadableTable('csv', 'is not well-formed CSV', '不是有效的 CSV 文件');
  }
}

async function readXlsx(bytes: Buffer, columns: readonly TableColumn[]): Promise<Table> {
  try {
    const rows = await readWorkbook(bytes);
    return tableOf(
      rows.map((cells, at) => ({ line: at + 1, cells })),
      columns,
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return unreadableTable('workbook', error.text.en, error.text.zh);
  }
}

/** A list of objects; `line` is the place in it, from 1. */
function readJson(bytes: Buffer, columns: readonly TableColumn[]): Table {
  const list = parsed(bytes);
  if (!Array.isArray(list) || !list.every(isFlat)) {
    return unreadableTable('json', 'must be a list of flat objects', '应为由扁平对象组成的列表');
  }
  if (list.length > TABLE_LIMITS.rows) return tooManyRows();
  const names = [
    ...new Set([...columns.filter(({ required }) => required).map(({ name }) => name), ...keysOf(list)]),
  ];
  return tableOf(
    [
      { line: 0, cells: names },
      ...list.map((item, at) => ({ line: at + 1, cells: names.map((name) => textOf(item[name])) })),
    ],
    columns,
  );
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

type Flat = Readonly<Record<string, string | number | boolean | null>>;

const isFlat = (item: unknown): item is Flat =>
  typeof item === 'object' &&
  item !== null &&
  !Array.isArray(item) &&
  Object.values(item).every((value) => typeof value !== 'object' || value === null);

const keysOf = (list: readonly Flat[]) => list.flatMap((item) => Object.keys(item));

/** Digits that a number of JSON keeps; longer ones are to be sent as texts, and are no decimals here. */
const KEPT_DIGITS = 15;

function textOf(value: Flat[string] | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return typeof value === 'number' && text.replace(/\D/g, '').length > KEPT_DIGITS ? `${text}?` : text;
}
