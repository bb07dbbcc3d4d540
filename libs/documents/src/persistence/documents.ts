import { sqlState, type Transaction } from '@carbon/database';
import { type Caller, houseReach, inReach, type Reach, reachValues } from '@carbon/http';
import type { Page, PageRequest } from '@carbon/kernel';
import { toPage } from '@carbon/kernel';
import type { KeptContent } from '../contents/contents';
import type { DocumentKind, Scan } from '../domain/document-kind';
import type { DocumentType } from '../domain/document-type';
import { documentSuperseded } from '../domain/refusals';

/** An entry of one owner; the bytes are kept once. */
export interface Document {
  readonly id: string;
  readonly sha256: string;
  readonly holderId: string | null;
  readonly name: string;
  readonly type: DocumentType;
  readonly size: number;
  readonly uploadedAt: Date;
  readonly kind: DocumentKind;
  readonly scan: Scan;
  /** Hashes of the versions before and after it. */
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
  readonly published: boolean;
}

/** An entry that is not there yet. */
export interface NewDocument extends Omit<Document, 'supersededBy' | 'published' | 'supersedes'> {
  /** Id of the entry before it. */
  readonly supersedes: string | null;
  readonly uploadedBy: string;
}

const COLUMNS = `d.id, encode(d.sha256, 'hex') as sha256, d.holder_id as "holderId", d.name, d.type, d.size,
  d.uploaded_at as "uploadedAt", d.kind, d.scan,
  (select encode(b.sha256, 'hex') from documents.document b where b.id = d.supersedes) as supersedes,
  (select encode(a.sha256, 'hex') from documents.document a where a.supersedes = d.id) as "supersededBy",
  exists (select from documents.publication p where p.document_id = d.id) as published`;

const REACHED = { holder: 'd.holder_id', moment: 'd.uploaded_at' };

/**
 * The entry of a document within a caller's reach: its own holder's before others', the oldest of those. Undefined where
 * there is none.
 */
export async function findDocument(
  tx: Transaction,
  sha256: string,
  caller: Caller,
): Promise<Document | undefined> {
  const [found] = await tx.query<Document>(
    `select ${COLUMNS} from documents.document d
      where d.sha256 = decode($1, 'hex') and ${inReach(3, REACHED)}
      order by d.holder_id is distinct from $2::uuid, d.uploaded_at, d.id limit 1`,
    [sha256, caller.holder?.id ?? null, ...reachValues(houseReach(caller))],
  );
  return found;
}

/** The published entry of a document, the oldest; undefined where nobody published it. */
export async function findPublished(tx: Transaction, sha256: string): Promise<Document | undefined> {
  const [found] = await tx.query<Document>(
    `select ${COLUMNS} from documents.document d join documents.publication p on p.document_id = d.id
      where d.sha256 = decode($1, 'hex') order by d.uploaded_at, d.id limit 1`,
    [sha256],
  );
  return found;
}

/** Every version of the document that an entry is one of, the oldest first. */
export function readVersions(tx: Transaction, id: string): Promise<Document[]> {
  return tx.query<Document>(
    `with recursive first (id, supersedes) as (
       select id, supersedes from documents.document where id = $1
       union all
       select b.id, b.supersedes from documents.document b join first on b.id = first.supersedes),
     version (id, number) as (
       select id, 1 from first where supersedes is null
       union all
       select a.id, number + 1 from documents.document a join version on a.supersedes = version.id)
     select ${COLUMNS} from version join documents.document d using (id) order by number`,
    [id],
  );
}

/** The documents within reach, the newest first. */
export async function readDocuments(
  tx: Transaction,
  { limit, after }: PageRequest,
  reach: Reach,
  kind?: DocumentKind,
): Promise<Page<Document>> {
  const rows = await tx.query<Document>(
    `select ${COLUMNS} from documents.document d
      where ($1::uuid is null or d.id < $1) and ($2::text is null or d.kind = $2) and ${inReach(4, REACHED)}
      order by d.id desc limit $3`,
    [after?.[0] ?? null, kind ?? null, limit + 1, ...reachValues(reach)],
  );
  return toPage(rows, limit, ({ id }) => [id]);
}

/**
 * Enters a document; undefined when its owner has these bytes already.
 * @throws Refusal DOCUMENT_SUPERSEDED when another became the next version a moment ago
 */
export async function insertDocument(
  tx: Transaction,
  document: NewDocument,
  { place, inRow }: KeptContent,
): Promise<Document | undefined> {
  const { id, sha256, holderId, name, type, size, uploadedBy, uploadedAt, kind, scan, supersedes } = document;
  await tx.query(
    `insert into documents.content (sha256, bytes, place) values (decode($1, 'hex'), $2, $3) on conflict do nothing`,
    [sha256, inRow, place],
  );
  const entered = await tx
    .query(
      `insert into documents.document
         (id, sha256, holder_id, name, type, size, uploaded_by, uploaded_at, kind, scan, supersedes)
       values ($1, decode($2, 'hex'), $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (sha256, holder_id) do nothing returning id`,
      [id, sha256, holderId, name, type, size, uploadedBy, uploadedAt, kind, scan, supersedes],
    )
    .catch((error: unknown) => {
      throw sqlState(error) === '23505' ? documentSuperseded(sha256) : error;
    });
  return entered.length === 0 ? undefined : documentById(tx, id);
}

async function documentById(tx: Transaction, id: string): Promise<Document | undefined> {
  const [found] = await tx.query<Document>(`select ${COLUMNS} from documents.document d where d.id = $1`, [
    id,
  ]);
  return found;
}

/** The entry a holder (null: the operator) has of a document. */
export async function documentOf(
  tx: Transaction,
  sha256: string,
  holderId: string | null,
): Promise<Document | undefined> {
  const [found] = await tx.query<Document>(
    `select ${COLUMNS} from documents.document d
      where d.sha256 = decode($1, 'hex') and d.holder_id is not distinct from $2`,
    [sha256, holderId],
  );
  return found;
}
