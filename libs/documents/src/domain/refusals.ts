import { Refusal } from '@carbon/kernel';

export function documentUnknown(sha256: string): Refusal {
  return new Refusal('DOCUMENT_UNKNOWN', 404, {
    zh: `没有文件 ${sha256}`,
    en: `There is no document ${sha256}`,
  });
}

export function documentTooLarge(maxBytes: number): Refusal {
  const mebibytes = maxBytes / 1_048_576;
  return new Refusal('DOCUMENT_TOO_LARGE', 413, {
    zh: `文件不得超过 ${mebibytes} MiB`,
    en: `A document has at most ${mebibytes} MiB`,
  });
}

export function documentEmpty(): Refusal {
  return new Refusal('DOCUMENT_EMPTY', 422, { zh: '文件为空', en: 'The document is empty' });
}

export function documentTypeRefused(): Refusal {
  return new Refusal('DOCUMENT_TYPE_REFUSED', 415, {
    zh: '只接受 PDF、PNG、JPEG、XLSX、CSV、TXT、JSON，且内容须与扩展名相符',
    en: 'Documents are PDF, PNG, JPEG, XLSX, CSV, TXT or JSON, and their content is what their ending says',
  });
}
