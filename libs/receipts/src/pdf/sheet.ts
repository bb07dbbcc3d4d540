import type { Text } from '@carbon/kernel';
import PDFDocument from 'pdfkit';
import { fontFile, type FontName } from './fonts';

/** In which languages a receipt is printed. */
export const PRINT_LANGUAGES = ['both', 'zh', 'en'] as const;
export type PrintLanguage = (typeof PRINT_LANGUAGES)[number];

export const COLOURS = {
  ink: '#1c2b24',
  muted: '#5f7169',
  line: '#d5e0da',
  accent: '#13705a',
  wash: '#f1f6f3',
  void: '#a3271f',
} as const;

const A4 = { width: 595.28, height: 841.89 };
const MARGIN = 48;
/** Room for the footer. */
const FOOT = 44;

export interface SheetOptions {
  readonly language: PrintLanguage;
  readonly title: string;
  /** The moment that stands in the file: of the facts, never of the clock, so that the same facts give the same bytes. */
  readonly moment: Date;
  readonly compress: boolean;
}

/** A4 paper with a place where writing goes on: the words of our layout on top of pdfkit. */
export class Sheet {
  readonly pdf: PDFKit.PDFDocument;
  readonly left = MARGIN;
  readonly width = A4.width - 2 * MARGIN;
  readonly bottom = A4.height - MARGIN - FOOT;
  y = MARGIN;

  constructor(private readonly options: SheetOptions) {
    this.pdf = new PDFDocument({
      size: 'A4',
      // writing is placed by us: pdfkit is not to turn pages of its own
      margin: 0,
      bufferPages: true,
      compress: options.compress,
      lang: options.language === 'en' ? 'en' : 'zh-CN',
      displayTitle: true,
      info: {
        Title: options.title,
        Producer: 'Carbon Ledger',
        Creator: 'Carbon Ledger',
        CreationDate: options.moment,
        ModDate: options.moment,
      },
    });
    this.pdf.registerFont('regular', fontFile('regular'));
    this.pdf.registerFont('bold', fontFile('bold'));
  }

  /** A sentence in the languages of the print, one after the other. */
  words({ zh, en }: Text, between = ' '): string {
    const { language } = this.options;
    return language === 'both' ? (zh === en ? zh : `${zh}${between}${en}`) : language === 'zh' ? zh : en;
  }

  get both(): boolean {
    return this.options.language === 'both';
  }

  font(name: FontName, size: number, colour: string = COLOURS.ink): PDFKit.PDFDocument {
    return this.pdf.font(name).fontSize(size).fillColor(colour);
  }

  /** Writes in a column and gives the height it took; the place to go on is the caller's to move. */
  write(
    text: string,
    at: { readonly x: number; readonly y: number; readonly width: number },
    style: {
      readonly font?: FontName;
      readonly size: number;
      readonly colour?: string;
      readonly align?: 'left' | 'right';
    },
  ): number {
    const { x, y, width } = at;
    const { font = 'regular', size, colour, align = 'left' } = style;
    const pdf = this.font(font, size, colour);
    const options = { width, align, lineGap: size * 0.12 };
    const height = pdf.heightOfString(text, options);
    pdf.text(text, x, y, options);
    return height;
  }

  heightOf(text: string, width: number, size: number, font: FontName = 'regular'): number {
    return this.font(font, size).heightOfString(text, { width, lineGap: size * 0.12 });
  }

  /** Turns the page when what comes does not fit any more. @returns whether it did */
  need(height: number): boolean {
    if (this.y + height <= this.bottom) return false;
    this.pdf.addPage();
    this.y = MARGIN;
    return true;
  }

  rule(colour: string = COLOURS.line, weight = 0.5): void {
    this.pdf
      .moveTo(this.left, this.y)
      .lineTo(this.left + this.width, this.y)
      .lineWidth(weight)
      .strokeColor(colour)
      .stroke();
  }

  /** The footer of every page, once all are there. */
  number(text: string): void {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let at = 0; at < count; at += 1) {
      this.pdf.switchToPage(start + at);
      const place = { x: this.left, y: A4.height - MARGIN - 14, width: this.width };
      this.write(text, place, { size: 7.5, colour: COLOURS.muted });
      this.write(`${at + 1} / ${count}`, place, { size: 7.5, colour: COLOURS.muted, align: 'right' });
    }
  }

  /** The finished file. */
  finish(): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      this.pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.pdf.on('end', () => {
        resolve(Buffer.concat(chunks));
      });
      this.pdf.on('error', reject);
      this.pdf.end();
    });
  }
}
