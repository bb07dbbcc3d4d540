import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { documentUnknown } from '../domain/refusals';
import { type Document, findDocument, readContent } from '../persistence/documents';

/** A document as a caller may see it. @throws Refusal DOCUMENT_UNKNOWN */
export async function requireDocument(tx: Transaction, sha256: string, caller: Caller): Promise<Document> {
  const document = await findDocument(tx, sha256, caller);
  if (document === undefined) throw documentUnknown(sha256);
  return document;
}

/** A document with its bytes; that it was read is recorded. @throws Refusal DOCUMENT_UNKNOWN */
export async function openDocument(
  tx: Transaction,
  sha256: string,
  caller: Caller,
  now: Date,
): Promise<{ readonly document: Document; readonly bytes: Buffer }> {
  const document = await requireDocument(tx, sha256, caller);
  await recordAudit(
    tx,
    {
      action: 'document.read',
      subject: { kind: 'document', id: document.id },
      ...(document.holderId === null ? {} : { holderId: document.holderId }),
      documentHash: sha256,
      personal: true, // what files hold is not known: each is treated as confidential
    },
    now,
  );
  return { document, bytes: await readContent(tx, sha256) };
}
