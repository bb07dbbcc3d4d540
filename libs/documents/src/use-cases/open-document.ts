import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { Contents } from '../contents/contents';
import { documentUnknown } from '../domain/refusals';
import { type Document, documentOf, findDocument, findPublished } from '../persistence/documents';

/** A document with its bytes. */
export interface OpenedDocument {
  readonly document: Document;
  readonly bytes: Buffer;
}

/** A document as a caller may see it. @throws Refusal DOCUMENT_UNKNOWN */
export async function requireDocument(tx: Transaction, sha256: string, caller: Caller): Promise<Document> {
  const document = await findDocument(tx, sha256, caller);
  if (document === undefined) throw documentUnknown(sha256);
  return document;
}

/**
 * A document with its bytes; that it was read is recorded.
 * @throws Refusal DOCUMENT_UNKNOWN, DOCUMENT_DAMAGED, DOCUMENT_STORE_UNAVAILABLE
 */
export async function openDocument(
  tx: Transaction,
  contents: Contents,
  sha256: string,
  caller: Caller,
  now: Date,
): Promise<OpenedDocument> {
  return opened(tx, contents, await requireDocument(tx, sha256, caller), now);
}

/**
 * A holder's document for somebody whose reach it is not in: the room that asks has its own reason to show it, such as a
 * verification of that holder.
 * @throws Refusal DOCUMENT_UNKNOWN, DOCUMENT_DAMAGED, DOCUMENT_STORE_UNAVAILABLE
 */
export async function openDocumentOf(
  tx: Transaction,
  contents: Contents,
  sha256: string,
  holderId: string,
  now: Date,
): Promise<OpenedDocument> {
  const document = await documentOf(tx, sha256, holderId);
  if (document === undefined) throw documentUnknown(sha256);
  return opened(tx, contents, document, now);
}

/** What was published, for everybody. @throws Refusal DOCUMENT_UNKNOWN, DOCUMENT_DAMAGED, DOCUMENT_STORE_UNAVAILABLE */
export async function openPublished(
  tx: Transaction,
  contents: Contents,
  sha256: string,
): Promise<OpenedDocument> {
  const document = await findPublished(tx, sha256);
  if (document === undefined) throw documentUnknown(sha256);
  return { document, bytes: await contents.read(tx, sha256) };
}

async function opened(
  tx: Transaction,
  contents: Contents,
  document: Document,
  now: Date,
): Promise<OpenedDocument> {
  const bytes = await contents.read(tx, document.sha256);
  await recordAudit(
    tx,
    {
      action: 'document.read',
      subject: { kind: 'document', id: document.id },
      ...(document.holderId === null ? {} : { holderId: document.holderId }),
      documentHash: document.sha256,
      personal: true, // what files hold is not known: each is treated as confidential
    },
    now,
  );
  return { document, bytes };
}
