import type { Transaction } from '@carbon/database';
import { type Caller, inReach, reachValues } from '@carbon/http';
import type { DocumentType } from '../domain/document-type';

/** An entry of one owner; the bytes are kept once. */
export interface Document {
  readonly id: string;
  readonly sha256: string;
  readonly holderId: string | null;
  readonly name: string;
  readonly type: DocumentType;
  readonly size: number;
  readonly uploadedAt: Date;
}

const COLUMNS = `id, encode(sha256, 'hex') as sha256, holder_id as "holderId", name, type, size,
  uploaded_at as "uploadedAt"`;

const IN_REACH = inReach(3, { holder: 'holder_id', moment: 'uploaded_at' });

/**
 * The entry of a document within a caller's reach: its own holder's before others', the oldest of those. Undefined where
 * there is none.
 */
export async function findDocument(
  tx: Transaction,
  sha256: string,
  { reach, holder }: Caller,
): Promise<Document | undefined> {
  const [found] = await tx.query<Document>(
    `select ${COLUMNS} from documents.document
      where sha256 = decode($1, 'hex') and ${IN_REACH}
      order by holder_id is distinct from $2::uuid, uploaded_at, id limit 1`,
    [sha256, holder?.id ?? null, ...reachValues(reach)],
  );
  return found;
}

export async function readContent(tx: Transaction, sha256: string): Promise<Buffer> {
  const [row] = await tx.query<{ bytes: Buffer }>(
    `select bytes from documents.content where sha256 = decode($1, 'hex')`,
    [sha256],
  );
  if (row === undefined) throw new Error('a document has no content');
  return row.bytes;
}

/** Enters a document; undefined when its owner has these bytes already. */
export async function insertDocument(
  tx: Transaction,
  document: Document & { readonly bytes: Buffer; readonly uploadedBy: string },
): Promise<Document | undefined> {
  const { id, sha256, bytes, holderId, name, type, size, uploadedBy, uploadedAt } = document;
  await tx.query(
    `insert into documents.content (sha256, bytes) values (decode($1, 'hex'), $2) on conflict do nothing`,
    [sha256, bytes],
  );
  const [entered] = await tx.query<Document>(
    `insert into documents.document (id, sha256, holder_id, name, type, size, uploaded_by, uploaded_at)
     values ($1, decode($2, 'hex'), $3, $4, $5, $6, $7, $8) on conflict do nothing returning ${COLUMNS}`,
    [id, sha256, holderId, name, type, size, uploadedBy, uploadedAt],
  );
  return entered;
}

/** The entry a holder (null: the operator) has of a document. */
export async function documentOf(
  tx: Transaction,
  sha256: string,
  holderId: string | null,
): Promise<Document | undefined> {
  const [found] = await tx.query<Document>(
    `select ${COLUMNS} from documents.document
      where sha256 = decode($1, 'hex') and holder_id is not distinct from $2`,
    [sha256, holderId],
  );
  return found;
}
