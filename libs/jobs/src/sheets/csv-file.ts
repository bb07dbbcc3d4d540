import { chinaTimestamp } from '@carbon/kernel';
import { type CellValue, type Column, inLanguage, type SheetLanguage } from './column';
import { safeNumber, safeText } from './safe-text';

const BOM = '\ufeff';
const LINE_END = '\r\n';

/** RFC 4180 with a BOM, by which spreadsheets know that it is UTF-8. */
export async function writeCsv<Row>(
  columns: readonly Column<Row>[],
  language: SheetLanguage,
  pages: AsyncIterable<readonly Row[]>,
): Promise<Buffer> {
  const titles = columns.map(({ title }) => quoted(safeText(inLanguage(title, language))));
  const chunks = [Buffer.from(BOM + titles.join(',') + LINE_END)];
  for await (const page of pages) {
    const lines = page.map((row) => columns.map((column) => fieldOf(column, row)).join(',') + LINE_END);
    chunks.push(Buffer.from(lines.join('')));
  }
  return Buffer.concat(chunks);
}

function fieldOf<Row>({ kind, of }: Column<Row>, row: Row): string {
  const text = textOf(of(row));
  return quoted(kind === 'quantity' || kind === 'decimal' ? safeNumber(text) : safeText(text));
}

function textOf(value: CellValue): string {
  if (value === null) return '';
  return value instanceof Date ? chinaTimestamp(value) : value.toString();
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
