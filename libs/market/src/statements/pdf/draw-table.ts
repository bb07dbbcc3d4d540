import type { Text } from '@carbon/kernel';
import { COLOURS, type Sheet } from '@carbon/receipts';

/** A column of a table: its part of the width, and where its texts stand. */
export interface TableColumn<Row> {
  readonly title: Text;
  readonly share: number;
  readonly align?: 'left' | 'right';
  readonly of: (row: Row) => string;
}

const SIZE = 7.2;
const HEAD = 6.2;
const PAD = 3;

/** A table with a heading that comes again on every page it goes on to. */
export function drawTable<Row>(
  sheet: Sheet,
  title: Text,
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
): void {
  sheet.need(60);
  sheet.y +=
    sheet.write(
      sheet.words(title),
      { x: sheet.left, y: sheet.y, width: sheet.width },
      { size: 10.5, font: 'bold' },
    ) + 4;
  if (rows.length === 0) {
    const none = sheet.words({ zh: '无', en: 'none' }, ' / ');
    sheet.y +=
      sheet.write(
        none,
        { x: sheet.left, y: sheet.y, width: sheet.width },
        { size: SIZE, colour: COLOURS.muted },
      ) + 12;
    return;
  }
  drawHeads(sheet, columns);
  for (const row of rows) {
    const texts = columns.map(({ of }) => of(row));
    const height = heightOf(sheet, columns, texts, SIZE);
    if (sheet.need(height + 2 * PAD)) drawHeads(sheet, columns);
    drawCells(sheet, columns, texts, { size: SIZE });
    sheet.y += height + 2 * PAD;
    sheet.rule();
  }
  sheet.y += 14;
}

function drawHeads<Row>(sheet: Sheet, columns: readonly TableColumn<Row>[]): void {
  const texts = columns.map(({ title }) => sheet.words(title, '\n'));
  drawCells(sheet, columns, texts, { size: HEAD, colour: COLOURS.muted });
  sheet.y += heightOf(sheet, columns, texts, HEAD) + 2 * PAD;
  sheet.rule(COLOURS.accent, 1);
}

function drawCells<Row>(
  sheet: Sheet,
  columns: readonly TableColumn<Row>[],
  texts: readonly string[],
  style: { readonly size: number; readonly colour?: string },
): void {
  const places = placesOf(sheet, columns);
  texts.forEach((text, at) => {
    const { x = sheet.left, width = 0 } = places[at] ?? {};
    sheet.write(text, { x, y: sheet.y + PAD, width }, { ...style, align: columns[at]?.align ?? 'left' });
  });
}

function heightOf<Row>(
  sheet: Sheet,
  columns: readonly TableColumn<Row>[],
  texts: readonly string[],
  size: number,
): number {
  const places = placesOf(sheet, columns);
  return Math.max(...texts.map((text, at) => sheet.heightOf(text, places[at]?.width ?? 0, size)));
}

function placesOf<Row>(sheet: Sheet, columns: readonly TableColumn<Row>[]): { x: number; width: number }[] {
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  let x = sheet.left;
  return columns.map(({ share }) => {
    const width = (sheet.width * share) / whole;
    const place = { x, width: width - 4 };
    x += width;
    return place;
  });
}
