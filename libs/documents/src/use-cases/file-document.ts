import { createHash } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller, SentFile } from '@carbon/http';
import { newId } from '@carbon/kernel';
import { documentName } from '../domain/document-name';
import { documentType, type DocumentType } from '../domain/document-type';
import { documentEmpty, documentTooLarge, documentTypeRefused } from '../domain/refusals';
import { type Document, documentOf, insertDocument } from '../persistence/documents';

export const MAX_DOCUMENT_BYTES = 10 * 1_048_576;

/** A file that may be filed. */
export interface CheckedFile {
  readonly name: string;
  readonly type: DocumentType;
  readonly sha256: string;
  readonly bytes: Buffer;
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

/** Files a document for the caller's holder. The same bytes of the same holder are filed once, under their first name. */
export async function fileDocument(
  tx: Transaction,
  file: CheckedFile,
  caller: Caller,
  now: Date,
): Promise<Document> {
  const holderId = caller.holder?.id ?? null;
  const entered = await insertDocument(tx, {
    ...file,
    id: newId(),
    holderId,
    size: file.bytes.length,
    uploadedBy: caller.id,
    uploadedAt: now,
  });
  const document = entered ?? (await documentOf(tx, file.sha256, holderId));
  if (document === undefined) throw new Error('a document was neither entered nor there');
  if (entered !== undefined) {
    await recordAudit(
      tx,
      {
        action: 'document.filed',
        subject: { kind: 'document', id: document.id },
        ...(holderId === null ? {} : { holderId }),
        after: { type: document.type, size: document.size },
        documentHash: document.sha256,
      },
      now,
    );
  }
  return document;
}
