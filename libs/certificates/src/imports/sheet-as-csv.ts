import type { SheetRows } from '@carbon/jobs';

/** Spreadsheets make the first day of it from a month that is typed. */
const FIRST_OF_MONTH = /^(\d{4}-\d{2})-01$/;
/** Stands for a line break in a cell, which no field may hold: it is refused as a control character, in its place. */
const BREAK = '\u0001';

/** A sheet as the text that its CSV reader judges; line n is row n of the sheet. */
export function sheetAsCsv(rows: SheetRows): string {
  const [header = []] = rows;
  const months = new Set(
    header.flatMap((name, at) => (name === 'month' || name.endsWith('_month') ? [at] : [])),
  );
  const lines = rows.map((cells) => {
    if (cells.every((cell) => cell === '')) return '';
    return header
      .map((_, at) => cells[at] ?? '')
      .concat(cells.slice(header.length).filter((cell) => cell !== ''))
      .map((cell, at) => (months.has(at) ? cell.replace(FIRST_OF_MONTH, '$1') : cell))
      .map(quoted)
      .join(',');
  });
  return lines.join('\n');
}

function quoted(cell: string): string {
  return `"${cell.replace(/\r\n|\r|\n/g, BREAK).replaceAll('"', '""')}"`;
}
