import QRCode from 'qrcode';

/** Bytes of the largest QR code (version 40) at the lowest level of correction. */
const QR_CAPACITY = 2953;

const LEVEL = { errorCorrectionLevel: 'L' } as const;

/** A QR code as rows of modules, true where dark, without its margin. */
export interface QrMatrix {
  readonly size: number;
  readonly dark: (row: number, column: number) => boolean;
}

/** Whether a text has room in a QR code at level L. */
export function fitsQr(text: string): boolean {
  return Buffer.byteLength(text) <= QR_CAPACITY;
}

/** jsQR, which many readers on the web are made with, misreads this version: the next one is used instead. */
const MISREAD = 23;

/** @throws Error when it does not fit */
export function qrMatrix(text: string): QrMatrix {
  const smallest = QRCode.create(text, LEVEL);
  const version = smallest.version === MISREAD ? MISREAD + 1 : smallest.version;
  const { size, data } = QRCode.create(text, { ...LEVEL, version }).modules;
  return { size, dark: (row, column) => data[row * size + column] === 1 };
}
