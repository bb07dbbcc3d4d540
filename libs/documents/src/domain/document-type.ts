/** What is taken, by its media type: the endings its name may have, the first one given when it has another. */
export const DOCUMENT_TYPES = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'text/csv': ['csv'],
  'application/json': ['json'],
  'text/plain': ['txt'],
} as const;
export type DocumentType = keyof typeof DOCUMENT_TYPES;

const SIGNATURES: readonly (readonly [DocumentType, Buffer])[] = [
  ['application/pdf', Buffer.from('%PDF-')],
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
];
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
/** The part every workbook has; its name stands in the clear in the directory of the archive. */
const WORKBOOK = Buffer.from('xl/workbook.xml');

const begins = (bytes: Buffer, signature: Buffer) => bytes.subarray(0, signature.length).equals(signature);

/**
 * What a file is: by its first bytes where its type has any, else by its ending when it is text. The type that the
 * sender claims is not asked. Undefined for what is not taken.
 */
export function documentType(bytes: Buffer, name: string): DocumentType | undefined {
  const signed = SIGNATURES.find(([, signature]) => begins(bytes, signature));
  if (signed !== undefined) return signed[0];
  const ending = endingOf(name);
  if (begins(bytes, ZIP)) {
    return ending === 'xlsx' && bytes.includes(WORKBOOK)
      ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      : undefined;
  }
  const text = textOf(bytes);
  if (text === undefined) return undefined;
  if (ending === 'json') return isJson(text) ? 'application/json' : undefined;
  if (ending === 'csv') return 'text/csv';
  return ending === 'txt' ? 'text/plain' : undefined;
}

/** The part of a name after its last dot, in lower case; undefined without one. */
export function endingOf(name: string): string | undefined {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
}

/** Control characters other than tab and line ends: files of text have none. */
const BINARY = /[\0-\x08\x0e-\x1f]/;

function textOf(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return BINARY.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
