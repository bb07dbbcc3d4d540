import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { documentUnknown } from '../domain/refusals';
import { type Document, documentOf } from '../persistence/documents';

/** In whose name a document is made public. */
export interface Publisher {
  /** Whose document it is; null for the operator's own. */
  readonly holderId: string | null;
  /** Who does it: `user:<uuid>`, a scheduler. */
  readonly actor: string;
  readonly now: Date;
}

/**
 * Makes a document public for good, by an act of a room (a design document in public comment). There is no route that
 * does it: nothing becomes public by accident. Publishing again changes nothing.
 * @throws Refusal DOCUMENT_UNKNOWN
 */
export async function publishDocument(
  tx: Transaction,
  sha256: string,
  reason: string,
  { holderId, actor, now }: Publisher,
): Promise<Document> {
  const document = await documentOf(tx, sha256, holderId);
  if (document === undefined) throw documentUnknown(sha256);
  const published = await tx.query(
    `insert into documents.publication (document_id, reason, published_by, published_at)
     values ($1, $2, $3, $4) on conflict do nothing returning document_id`,
    [document.id, reason, actor, now],
  );
  if (published.length > 0) {
    await recordAudit(
      tx,
      {
        action: 'document.published',
        subject: { kind: 'document', id: document.id },
        ...(holderId === null ? {} : { holderId }),
        reason,
        documentHash: sha256,
      },
      now,
      { actor },
    );
  }
  return { ...document, published: true };
}
