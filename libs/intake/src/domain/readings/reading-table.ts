import {
  type Cell,
  READING_COLUMNS,
  type ReadingColumn,
  readReadingRow,
  REQUIRED_COLUMNS,
  type ReadingRow,
} from './reading-row';
import { MOST_FAULTS, type RowFault, rowFault } from './row-fault';

/** A file taken apart into cells, its header first. */
export interface CellRow {
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** What a file says: its readings, and what is wrong with its other rows. */
export interface ReadingTable {
  readonly readings: readonly ReadingRow[];
  /** The first of them. */
  readonly faults: readonly RowFault[];
  readonly faultCount: number;
}

/** A file that cannot be read at all. */
export function unreadable(fault: RowFault): ReadingTable {
  return { readings: [], faults: [fault], faultCount: 1 };
}

/** Reads every row; one that is faulty spoils no other. Blank rows are skipped. */
export function readReadingTable(rows: readonly CellRow[]): ReadingTable {
  const [header, ...rest] = rows.filter(({ cells }) => cells.some((cell) => cell !== null && cell !== ''));
  if (header === undefined) return unreadable(rowFault(1, '', 'empty', 'the file is empty', '文件为空'));
  const faults = faultsOfHeader(header);
  if (faults.length > 0) return { readings: [], faults, faultCount: faults.length };
  if (rest.length === 0) {
    return unreadable(
      rowFault(header.row, '', 'empty', 'there is no row below the header', '表头下没有数据行'),
    );
  }
  const names = header.cells.map(nameOf) as ReadingColumn[];
  const readings: ReadingRow[] = [];
  let faultCount = 0;
  for (const { row, cells } of rest) {
    const fields = Object.fromEntries(names.map((name, at) => [name, cells[at] ?? null]));
    const extra = cells.slice(names.length).some((cell) => cell !== null && cell !== '');
    const read = extra ? { faults: [tooManyCells(row, names.length)] } : readReadingRow(fields, row);
    if ('reading' in read) readings.push(read.reading);
    else {
      faultCount += read.faults.length;
      if (faults.length < MOST_FAULTS) faults.push(...read.faults.slice(0, MOST_FAULTS - faults.length));
    }
  }
  return { readings, faults, faultCount };
}

const nameOf = (cell: Cell) => (typeof cell === 'string' ? cell.trim().toLowerCase() : '');
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

function faultsOfHeader({ row, cells }: CellRow): RowFault[] {
  const names = cells.map(nameOf);
  const known: readonly string[] = READING_COLUMNS;
  const strange = names.slice(0, 50).flatMap((name, at) => {
    const told = name.replace(UNPRINTABLE, '?').slice(0, 40);
    if (!known.includes(name)) {
      return [rowFault(row, told, 'unknown-column', 'is not a column of this file', '不是此文件的列')];
    }
    return names.indexOf(name) === at
      ? []
      : [rowFault(row, told, 'repeated-column', 'stands twice in the header', '表头中重复出现')];
  });
  const missing = REQUIRED_COLUMNS.filter((name) => !names.includes(name)).map((name) =>
    rowFault(row, name, 'missing-column', 'is missing from the header', '表头缺少此列'),
  );
  return [...strange, ...missing];
}

function tooManyCells(row: number, columns: number): RowFault {
  return rowFault(row, '', 'cell-count', `has more than ${columns} cells`, `超过 ${columns} 个单元格`);
}
