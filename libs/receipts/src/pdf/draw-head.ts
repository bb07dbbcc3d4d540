import type { Text } from '@carbon/kernel';
import { COLOURS, type Sheet } from './sheet';

/** Who speaks, the number, and what the paper is. */
export function drawHead(sheet: Sheet, title: Text, number: string): void {
  const { left: x, width } = sheet;
  sheet.pdf.rect(x, sheet.y, 28, 3).fill(COLOURS.accent);
  sheet.y += 12;
  sheet.write(
    sheet.words({ zh: '碳账本', en: 'Carbon Ledger' }),
    { x, y: sheet.y, width },
    { size: 9, colour: COLOURS.accent, font: 'bold' },
  );
  sheet.write(number, { x, y: sheet.y, width }, { size: 9, colour: COLOURS.muted, align: 'right' });
  sheet.y += 20;
  const first = sheet.both ? title.zh : sheet.words(title);
  sheet.y += sheet.write(first, { x, y: sheet.y, width }, { size: 21, font: 'bold' });
  if (sheet.both) {
    sheet.y += sheet.write(title.en, { x, y: sheet.y, width }, { size: 12, colour: COLOURS.muted });
  }
  sheet.y += 14;
}
