import type { ReceiptLine } from '../domain/index';
import { COLOURS, type Sheet } from './sheet';

const LABEL_WIDTH = 130;
const GAP = 14;
const PAD = 5.5;

/** A table of two columns: what it is, and what stands there. */
export function drawFacts(sheet: Sheet, lines: readonly ReceiptLine[]): void {
  sheet.rule(COLOURS.accent, 1);
  for (const { label, value } of lines) {
    const width = sheet.width - LABEL_WIDTH - GAP;
    const labelHeight = sheet.heightOf(sheet.words(label), LABEL_WIDTH, 8) + 1;
    const height = Math.max(sheet.heightOf(value, width, 9.5), labelHeight, 14) + 2 * PAD;
    sheet.need(height);
    const y = sheet.y + PAD;
    sheet.write(
      sheet.words(label),
      { x: sheet.left, y: y + 1, width: LABEL_WIDTH },
      { size: 8, colour: COLOURS.muted },
    );
    sheet.write(value, { x: sheet.left + LABEL_WIDTH + GAP, y, width }, { size: 9.5 });
    sheet.y += height;
    sheet.rule();
  }
  sheet.y += 16;
}
