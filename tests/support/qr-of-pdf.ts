import { inflateSync } from 'node:zlib';
import jsQR from 'jsqr';

const RECTANGLE = /(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re/g;
const STREAM = /stream\n([\s\S]*?)\nendstream/g;
const PIXELS = 4;
const QUIET = 4;

/** What a camera reads from the QR code on a printed receipt: its dark modules are the rectangles of the commonest height. */
export function qrOfPdf(pdf: Buffer): string | undefined {
  const rectangles = [...pdf.toString('latin1').matchAll(STREAM)]
    .flatMap(([, stream = '']) => [...drawn(stream).matchAll(RECTANGLE)])
    .map(([, ...numbers]) => numbers.map(Number) as [number, number, number, number]);
  const heights = [...new Set(rectangles.map(([, , , height]) => height))];
  const [modules = []] = heights
    .map((height) => rectangles.filter((rectangle) => rectangle[3] === height))
    .sort((a, b) => b.length - a.length);
  const side = modules[0]?.[3] ?? 1;
  const left = Math.min(...modules.map(([x]) => x));
  const top = Math.min(...modules.map(([, y]) => y));
  const size = Math.round(Math.max(...modules.map(([x, , width]) => x + width - left)) / side);
  const width = (size + 2 * QUIET) * PIXELS;
  const picture = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [x, y, length] of modules) {
    const [column, row] = [(x - left) / side, (y - top) / side].map(
      (each) => (Math.round(each) + QUIET) * PIXELS,
    );
    if (column === undefined || row === undefined) continue;
    const dark = Math.round(length / side) * PIXELS;
    for (let line = row; line < row + PIXELS; line += 1) {
      for (let at = column; at < column + dark; at += 1)
        picture.fill(0, (line * width + at) * 4, (line * width + at) * 4 + 3);
    }
  }
  return jsQR(picture, width, width)?.data;
}

/** What a page draws; nothing for a stream that is a font or a picture. */
function drawn(stream: string): string {
  try {
    return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
  } catch {
    return '';
  }
}
