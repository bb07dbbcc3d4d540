import { chinaTimestamp } from '@carbon/kernel';
import { type CellValue, type Column, inLanguage, type SheetLanguage } from './column';
import {
  fixedParts,
  numberCell,
  placeOf,
  rowXml,
  SHEET_TAIL,
  sheetHead,
  type Style,
  textCell,
} from './workbook-parts';
import { ZipWriter } from './zip-writer';

/** The sheet that says what the file is, before the sheet of rows. */
export const ABOUT_SHEET = '说明 About';
const SHEETS = 'xl/worksheets/sheet';

/** More digits than this a spreadsheet does not keep: such numbers stay texts. */
const KEPT_DIGITS = 15;
const WIDTHS = { text: 24, quantity: 16, decimal: 16, date: 12, moment: 20 } as const;
const ABOUT_WIDTHS = [28, 90] as const;
const DAY_MS = 86_400_000;
/** Day 0 of spreadsheets. Days before March 1900 are counted wrongly by them and stay texts. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const FIRST_DAY = '1900-03-01';

export interface Workbook<Row> {
  readonly sheet: string;
  readonly columns: readonly Column<Row>[];
  readonly language: SheetLanguage;
  /** Asked for when all rows are written: it may say how many they were. */
  readonly about: () => readonly (readonly [string, string])[];
}

/** A workbook of two sheets. Rows are packed as they come: what is kept of them is the packed part. */
export async function writeXlsx<Row>(
  { sheet, columns, language, about }: Workbook<Row>,
  pages: AsyncIterable<readonly Row[]>,
): Promise<Buffer> {
  const zip = new ZipWriter();
  await zip.add(`${SHEETS}2.xml`, sheetOfRows(columns, language, pages));
  await zip.add(`${SHEETS}1.xml`, sheetAbout(about()));
  for (const [name, text] of fixedParts([ABOUT_SHEET, sheet])) await zip.add(name, [text]);
  return zip.end();
}

async function* sheetOfRows<Row>(
  columns: readonly Column<Row>[],
  language: SheetLanguage,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  const titles = columns.map(({ title }, at) =>
    textCell(placeOf(at, 1), inLanguage(title, language), 'title'),
  );
  yield sheetHead(columns.map(({ kind }) => WIDTHS[kind])) + rowXml(1, titles);
  let number = 1;
  for await (const page of pages) {
    const rows = page.map((row) => {
      number += 1;
      const cells = columns.map(({ kind, of }, at) => cellXml(placeOf(at, number), kind, of(row)));
      return rowXml(number, cells);
    });
    yield rows.join('');
  }
  yield SHEET_TAIL;
}

function* sheetAbout(lines: readonly (readonly [string, string])[]): Generator<string> {
  yield sheetHead(ABOUT_WIDTHS);
  yield lines
    .map((line, at) =>
      rowXml(
        at + 1,
        line.map((text, column) => textCell(placeOf(column, at + 1), text, column === 0 ? 'title' : 'text')),
      ),
    )
    .join('');
  yield SHEET_TAIL;
}

function cellXml(place: string, kind: Style, value: CellValue): string {
  if (value === null || value === '') return '';
  if (value instanceof Date)
    return numberCell(place, dayNumber(chinaTimestamp(value).slice(0, 23)), 'moment');
  const text = value.toString();
  if (kind === 'date' && text >= FIRST_DAY)
    return numberCell(place, dayNumber(`${text}T00:00:00.000`), 'date');
  return isKept(kind, text) ? numberCell(place, text, kind) : textCell(place, text, 'text');
}

/** Whether it is a number that a spreadsheet keeps to its last digit. */
function isKept(kind: Style, text: string): boolean {
  if (kind !== 'quantity' && kind !== 'decimal') return false;
  return /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= KEPT_DIGITS;
}

/** A local time, to the second, as spreadsheets count days. */
function dayNumber(local: string): string {
  const seconds = Math.floor(Date.parse(`${local}Z`) / 1000) * 1000;
  return ((seconds - DAY_ZERO) / DAY_MS).toString();
}
