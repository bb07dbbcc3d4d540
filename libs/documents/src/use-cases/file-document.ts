import { createHash } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller, SentFile } from '@carbon/http';
import { newId } from '@carbon/kernel';
import type { KeptContent } from '../contents/contents';
import type { DocumentKind, Scan } from '../domain/document-kind';
import { documentName } from '../domain/document-name';
import { documentType, type DocumentType } from '../domain/document-type';
import {
  documentEmpty,
  documentFiledBefore,
  documentSuperseded,
  documentTooLarge,
  documentTypeRefused,
  documentUnknown,
} from '../domain/refusals';
import { type Document, documentOf, insertDocument } from '../persistence/documents';

export const MAX_DOCUMENT_BYTES = 10 * 1_048_576;

/** A file that may be filed. */
export interface CheckedFile {
  readonly name: string;
  readonly type: DocumentType;
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** A file that was looked at, scanned and kept; nobody's yet. */
export interface ReceivedFile extends CheckedFile {
  readonly scan: Scan;
  readonly content: KeptContent;
}

/** How a document is filed. */
export interface Filing {
  readonly kind: DocumentKind;
  /** Hash of the same owner's document that it takes the place of. */
  readonly supersedes?: string | undefined;
}

/** Looks at a file before it is filed. @throws Refusal DOCUMENT_EMPTY, DOCUMENT_TOO_LARGE, DOCUMENT_TYPE_REFUSED */
export function checkFile({ name, bytes }: SentFile): CheckedFile {
  if (bytes.length === 0) throw documentEmpty();
  if (bytes.length > MAX_DOCUMENT_BYTES) throw documentTooLarge(MAX_DOCUMENT_BYTES);
  const type = documentType(bytes, name);
  if (type === undefined) throw documentTypeRefused();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name: documentName(name, type), type, sha256, bytes };
}

/**
 * Files a document for the caller's holder. The same bytes of the same holder are filed once, under their first name.
 * @throws Refusal DOCUMENT_UNKNOWN, DOCUMENT_SUPERSEDED, DOCUMENT_FILED_BEFORE of what it is to supersede
 */
export async function fileDocument(
  tx: Transaction,
  { name, type, sha256, bytes, scan, content }: ReceivedFile,
  { kind, supersedes }: Filing,
  caller: Pick<Caller, 'id' | 'holder'>,
  now: Date,
): Promise<Document> {
  const holderId = caller.holder?.id ?? null;
  const before = supersedes === undefined ? undefined : await versionBefore(tx, supersedes, sha256, holderId);
  const entry = {
    ...{ id: newId(), sha256, holderId, name, type, size: bytes.length, kind, scan },
    ...{ uploadedBy: caller.id, uploadedAt: now, supersedes: before?.id ?? null },
  };
  const entered = await insertDocument(tx, entry, content);
  const document = entered ?? (await documentOf(tx, sha256, holderId));
  if (document === undefined) throw new Error('a document was neither entered nor there');
  if (entered === undefined) {
    if (supersedes !== undefined && document.supersedes !== supersedes) throw documentFiledBefore(sha256);
    return document;
  }
  await recordAudit(
    tx,
    {
      action: 'document.filed',
      subject: { kind: 'document', id: document.id },
      ...(holderId === null ? {} : { holderId }),
      after: {
        ...{ type: document.type, size: document.size, kind, scan },
        ...(supersedes === undefined ? {} : { supersedes }),
      },
      documentHash: document.sha256,
    },
    now,
  );
  return document;
}

/** The document that a new one takes the place of: the same owner's, and the latest of its versions. */
async function versionBefore(
  tx: Transaction,
  supersedes: string,
  by: string,
  holderId: string | null,
): Promise<Document> {
  const before = await documentOf(tx, supersedes, holderId);
  if (before === undefined) throw documentUnknown(supersedes);
  if (before.supersededBy !== null && before.supersededBy !== by) throw documentSuperseded(supersedes);
  return before;
}
