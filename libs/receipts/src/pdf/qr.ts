import QRCode from 'qrcode';

/** Bytes of the largest QR code (version 40) at the lowest level of correction. */
const QR_CAPACITY = 2953;

/** A QR code as rows of modules, true where dark, without its margin. */
export interface QrMatrix {
  readonly size: number;
  readonly dark: (row: number, column: number) => boolean;
}

/** Whether a text has room in a QR code at level L. */
export function fitsQr(text: string): boolean {
  return Buffer.byteLength(text) <= QR_CAPACITY;
}

/** @throws Error when it does not fit */
export function qrMatrix(text: string): QrMatrix {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'L' }).modules;
  return { size, dark: (row, column) => data[row * size + column] === 1 };
}
