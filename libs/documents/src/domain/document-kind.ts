/** What a document is for; `other` for what fits nowhere. */
export const DOCUMENT_KINDS = [
  'meter-reading',
  'design-document',
  'validation-report',
  'verification-report',
  'contract',
  'settlement-proof',
  'statement',
  'photo',
  'letter',
  'other',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What a virus scanner said of a document when it was filed. What is infected is never kept. */
export const SCANS = ['clean', 'not-scanned'] as const;
export type Scan = (typeof SCANS)[number];
