import type { Reader, Transaction } from '@carbon/database';
import { type ChinaDate, newId, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { PackReference } from '@carbon/rules/domain';
import type { ListingVerdict } from '../../domain/emitters/index';

/** Figures a row rests on: verified tonnes by year, as decimal strings. */
export interface ListingBasis {
  readonly verified: readonly {
    readonly year: number;
    readonly market: string;
    readonly verifiedT: string;
  }[];
}

/** One row that a publication writes. */
export interface ListingRow {
  readonly holderId: string;
  readonly act: 'add' | 'remove';
  readonly sector: string;
  readonly gases: readonly string[];
  readonly classText: string;
  readonly province: string | null;
  readonly includedSince: number;
  readonly reason: string;
  readonly verdict: ListingVerdict;
  readonly rule?: string;
  readonly ground?: string;
  readonly basis: ListingBasis;
}

export interface NewPublication {
  readonly market: string;
  readonly year: number;
  readonly cause: 'list' | 'national-list' | 'succession';
  readonly publishedOn: ChinaDate;
  readonly dueOn?: ChinaDate | undefined;
  readonly authorityId?: string | null;
  readonly taskId?: string;
  readonly pack?: (PackReference & { readonly hash: string }) | undefined;
  readonly documentHash?: string | null;
  readonly reason: string;
  readonly by: string;
  readonly approvedBy?: string | null;
  readonly now: Date;
}

/** Only one publication of a list is written at a time. */
export async function lockList(tx: Transaction, market: string, year: number): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    `allowances.emitter-list ${market} ${year}`,
  ]);
}

/** Writes a publication with its rows; the list is locked. @returns its number in the list */
export async function insertPublication(
  tx: Transaction,
  publication: NewPublication,
  rows: readonly ListingRow[],
): Promise<{ readonly id: string; readonly number: number }> {
  const { market, year } = publication;
  const added = rows.filter(({ act }) => act === 'add').length;
  const [written] = await tx.query<{ id: string; number: number }>(
    `insert into allowances.emitter_publication (id, market, year, number, cause, published_on, due_on, authority_id,
       task_id, pack, document_hash, reason, added, removed, recorded_at, recorded_by, approved_by)
     select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7, $8, $9, decode($10, 'hex'), $11, $12, $13, $14,
       $15, $16
       from allowances.emitter_publication where market = $2 and year = $3
     returning id, number`,
    [
      ...[newId(), market, year, publication.cause, publication.publishedOn, publication.dueOn ?? null],
      ...[publication.authorityId ?? null, publication.taskId ?? null],
      publication.pack === undefined ? null : JSON.stringify(publication.pack),
      ...[publication.documentHash ?? null, publication.reason, added, rows.length - added],
      ...[publication.now, publication.by, publication.approvedBy ?? null],
    ],
  );
  if (written === undefined) throw new Error('a publication was not written');
  await tx.query(
    `insert into allowances.emitter_listing (publication_id, market, year, holder_id, act, sector, gases, class_text,
       province, included_since, reason, verdict, rule, ground, basis)
     select $1, $2, $3, r."holderId", r.act, r.sector, r.gases, r."classText", r.province, r."includedSince", r.reason,
       r.verdict, r.rule, r.ground, r.basis
     from jsonb_to_recordset($4::jsonb) as r ("holderId" uuid, act text, sector text, gases text[], "classText" text,
       province text, "includedSince" int, reason text, verdict text, rule text, ground text, basis jsonb)`,
    [written.id, market, year, JSON.stringify(rows)],
  );
  return written;
}

/** A publication as everybody may read it. */
export interface Publication {
  readonly number: number;
  readonly cause: string;
  readonly publishedOn: ChinaDate;
  readonly dueOn: ChinaDate | null;
  readonly authority: string | null;
  readonly reason: string;
  readonly added: number;
  readonly removed: number;
  readonly pack: (PackReference & { readonly hash: string }) | null;
}

/** Publications of a list, the newest first. */
export async function readPublications(
  reader: Reader,
  { market, year }: { readonly market: string; readonly year: number },
  { limit, after }: PageRequest,
): Promise<Page<Publication>> {
  const rows = await reader.query<Publication>(
    `select p.number, p.cause, p.published_on::text as "publishedOn", p.due_on::text as "dueOn", h.code as authority,
            p.reason, p.added, p.removed, p.pack
       from allowances.emitter_publication p left join identity.holder h on h.id = p.authority_id
      where p.market = $1 and p.year = $2 and ($3::int is null or p.number < $3)
      order by p.number desc limit $4`,
    [market, year, after?.[0] ?? null, limit + 1],
  );
  return toPage(rows, limit, ({ number }) => [String(number)]);
}
