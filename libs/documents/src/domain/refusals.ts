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

export function documentInfected(signature: string): Refusal {
  return new Refusal(
    'DOCUMENT_INFECTED',
    422,
    {
      zh: '文件含有病毒，未予保存',
      en: 'The document is infected by a virus and was not kept',
    },
    { details: { signature } },
  );
}

export function scannerUnavailable(cause: unknown): Refusal {
  return new Refusal(
    'DOCUMENT_SCANNER_UNAVAILABLE',
    503,
    {
      zh: '病毒扫描暂不可用，文件未予保存，请稍后再试',
      en: 'The virus scanner cannot be reached; the document was not kept. Try again later',
    },
    { cause },
  );
}

export function storeUnavailable(cause: unknown): Refusal {
  return new Refusal(
    'DOCUMENT_STORE_UNAVAILABLE',
    503,
    { zh: '文件存储暂不可用，请稍后再试', en: 'The store of documents cannot be reached; try again later' },
    { cause },
  );
}

export function documentDamaged(sha256: string): Refusal {
  return new Refusal(
    'DOCUMENT_DAMAGED',
    503,
    {
      zh: `文件 ${sha256} 的存储内容与其哈希不符，拒绝提供`,
      en: `What is kept of document ${sha256} is not what its hash says; it is not given out`,
    },
    { details: { sha256 } },
  );
}

export function documentSuperseded(sha256: string): Refusal {
  return new Refusal(
    'DOCUMENT_SUPERSEDED',
    409,
    {
      zh: `文件 ${sha256} 已有新版本，请以最新版本为准`,
      en: `Document ${sha256} has a later version already: supersede that one`,
    },
    { details: { sha256 } },
  );
}

export function documentFiledBefore(sha256: string): Refusal {
  return new Refusal(
    'DOCUMENT_FILED_BEFORE',
    409,
    {
      zh: `文件 ${sha256} 此前已归档，不能作为新版本`,
      en: `Document ${sha256} was filed before and cannot be a new version`,
    },
    { details: { sha256 } },
  );
}
