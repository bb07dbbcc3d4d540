import { type ReceiptLot, sizeOf } from '../domain/index';
import { COLOURS, type Sheet } from './sheet';

const COLUMNS = [
  { share: 0.44, label: { zh: '品种', en: 'Instrument' } },
  { share: 0.42, label: { zh: '编号起止', en: 'From – to' } },
  { share: 0.14, label: { zh: '数量', en: 'Units' } },
] as const;
const PAD = 4;
const SIZE = 8;

/** Which units, over as many pages as it takes; each begins with the heads of the columns. */
export function drawLots(sheet: Sheet, lots: readonly ReceiptLot[]): void {
  sheet.need(70);
  sheet.y += sheet.write(
    sheet.words({ zh: '所用单位', en: 'Units used' }),
    { x: sheet.left, y: sheet.y, width: sheet.width },
    { size: 10.5, font: 'bold' },
  );
  sheet.y += 5;
  drawHeads(sheet);
  for (const lot of lots) {
    const cells = cellsOf(lot);
    const height =
      Math.max(...cells.map((text, at) => sheet.heightOf(text, widthOf(sheet, at), SIZE))) + 2 * PAD;
    if (sheet.need(height)) drawHeads(sheet);
    drawRow(sheet, cells, sheet.y + PAD, COLOURS.ink);
    sheet.y += height;
    sheet.rule();
  }
  sheet.y += 16;
}

function drawHeads(sheet: Sheet): void {
  const height = SIZE * 1.5 + 2 * PAD;
  sheet.pdf.rect(sheet.left, sheet.y, sheet.width, height).fill(COLOURS.wash);
  const heads = COLUMNS.map(({ label }) => sheet.words(label));
  drawRow(sheet, heads, sheet.y + PAD, COLOURS.muted);
  sheet.y += height;
}

function cellsOf(lot: ReceiptLot): string[] {
  const { instrument, first, last, firstCode, lastCode } = lot;
  const range =
    firstCode === undefined || lastCode === undefined
      ? `${first.toString()} – ${last.toString()}`
      : `${firstCode}\n${lastCode}`;
  return [instrument, range, sizeOf(lot).toString()];
}

function drawRow(sheet: Sheet, cells: readonly string[], y: number, colour: string): void {
  let x = sheet.left;
  cells.forEach((text, at) => {
    const width = widthOf(sheet, at);
    sheet.write(text, { x: x + 4, y, width }, { size: SIZE, colour, align: at === 2 ? 'right' : 'left' });
    x += width + 8;
  });
}

/** Without the padding of the cell. */
function widthOf(sheet: Sheet, at: number): number {
  return sheet.width * (COLUMNS[at]?.share ?? 0) - 8;
}
