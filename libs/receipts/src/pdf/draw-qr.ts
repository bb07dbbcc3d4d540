import { qrMatrix } from './qr';
import type { Sheet } from './sheet';

/** Modules of white around the code that readers ask for. */
const QUIET = 4;

/** A QR code in a square; each run of dark modules is one rectangle. @throws Error when the text does not fit */
export function drawQr(
  sheet: Sheet,
  text: string,
  { x, y, side }: { readonly x: number; readonly y: number; readonly side: number },
): void {
  const { size, dark } = qrMatrix(text);
  const module = side / (size + 2 * QUIET);
  const origin = { x: x + QUIET * module, y: y + QUIET * module };
  for (let row = 0; row < size; row += 1) {
    for (let from = 0; from < size; from += 1) {
      if (!dark(row, from)) continue;
      let to = from;
      while (to + 1 < size && dark(row, to + 1)) to += 1;
      sheet.pdf.rect(origin.x + from * module, origin.y + row * module, (to - from + 1) * module, module);
      from = to;
    }
  }
  sheet.pdf.fill('#000000');
}
