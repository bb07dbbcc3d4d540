import { CsvError, parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import type { Cell } from '../domain/readings/reading-row';
import {
  type CellRow,
  readReadingTable,
  type ReadingTable,
  unreadable,
} from '../domain/readings/reading-table';
import { rowFault } from '../domain/readings/row-fault';
import { sizeFault } from './sheet-size';
import { openZip, storedZip } from './zip-parts';

/** Rows below the header. A workbook takes far more work a row than text does. */
export const MOST_ROWS = { csv: 100_000, xlsx: 20_000 } as const;
const OPENED_BYTES = 48 * 1_048_576;
const MOST_ENTRIES = 200;
const LONGEST_LINE_BYTES = 4_000;
const MOST_CELLS = 50;

/** Reads CSV (RFC 4180, UTF-8; a BOM and any line ends are fine). Never throws on what the file holds. */
export function readCsv(bytes: Buffer): ReadingTable {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const lines = countLines(text, MOST_ROWS.csv + 2);
  if (lines > MOST_ROWS.csv + 1) return tooManyRows(MOST_ROWS.csv);
  try {
    const records = parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: LONGEST_LINE_BYTES,
      record_delimiter: ['\r\n', '\n', '\r'],
    }) as unknown as readonly { record: readonly string[]; info: { lines: number } }[];
    return readReadingTable(records.map(({ record, info }) => ({ row: info.lines, cells: record })));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    return unreadable(
      rowFault(
        line,
        '',
        'csv',
        'cannot be split into fields: quotation marks or length',
        '无法拆分字段：引号或长度有误',
      ),
    );
  }
}

/**
 * Reads the first sheet of a workbook: what its cells say; formulas are not computed. The archive is opened and counted
 * first and packed anew, so that nothing but what was counted is read. Never throws on what it holds.
 */
export async function readXlsx(bytes: Buffer): Promise<ReadingTable> {
  const parts = openZip(bytes, { entries: MOST_ENTRIES, bytes: OPENED_BYTES });
  if (parts === 'too-large') {
    return unreadable(rowFault(1, '', 'size', 'the workbook is too large when opened', '工作簿展开后过大'));
  }
  if (parts === 'not-an-archive') return noWorkbook();
  const read = new Map([...parts].filter(([name]) => name.endsWith('.xml') || name.endsWith('.rels')));
  for (const part of read.values()) {
    const fault = sizeFault(part.toString('utf8'), { rows: MOST_ROWS.xlsx, columns: MOST_CELLS });
    if (fault === 'rows') return tooManyRows(MOST_ROWS.xlsx);
    if (fault === 'columns') return tooWide(MOST_CELLS);
    if (fault === 'address') return noWorkbook();
  }
  const sheet = await sheetOf(storedZip(read));
  return sheet === undefined ? noWorkbook() : readReadingTable(sheet);
}

/** Cells with numbers as they are written, so that none loses digits. */
async function sheetOf(bytes: Buffer): Promise<CellRow[] | undefined> {
  try {
    const rows: readonly (readonly unknown[])[] = await readSheet(bytes, {
      parseNumber: (digits: string) => digits,
    });
    return rows.map((cells, at) => ({ row: at + 1, cells: cells.map(cellOf) }));
  } catch {
    return undefined; // whatever its reader says of it, it is none that we can read
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined || value instanceof Date) return value ?? null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Lines by any line end; looks no further than it must. */
function countLines(text: string, most: number): number {
  const ends = /\r\n|\n|\r/g;
  let lines = 1;
  while (lines < most && ends.exec(text) !== null && ends.lastIndex < text.length) lines += 1;
  return lines;
}

function tooManyRows(most: number): ReadingTable {
  return unreadable(
    rowFault(
      most + 2,
      '',
      'row-limit',
      `more than ${most} rows; split the file`,
      `超过 ${most} 行，请拆分文件`,
    ),
  );
}

function tooWide(most: number): ReadingTable {
  return unreadable(rowFault(1, '', 'columns', `more than ${most} columns`, `超过 ${most} 列`));
}

function noWorkbook(): ReadingTable {
  return unreadable(rowFault(1, '', 'workbook', 'is not a workbook that can be read', '不是可读取的工作簿'));
}
