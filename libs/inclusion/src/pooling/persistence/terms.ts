import type { Reader, Transaction } from '@carbon/database';
import { type Micrograms, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Programme } from '../../programmes/programme';

/** What residents are told before they consent: who takes what, and what they get for it. */
export interface PoolingTerms {
  readonly version: number;
  /** Number of the pool in which reductions become credits. */
  readonly pool: string;
  readonly sharing: { readonly zh: string; readonly en: string };
  /** Taken of a resident in a round at most: the rest stays the resident's own; null where all is taken. */
  readonly residentLimitUg: Micrograms | null;
  /** So much in units gives a bonus point. */
  readonly bonusUgPerPoint: Micrograms;
  readonly documentHash: string | null;
  readonly publishedAt: Date;
}

interface Row {
  version: number;
  pool: string;
  sharing_zh: string;
  sharing_en: string;
  resident_limit_ug: string | null;
  bonus_ug_per_point: string;
  document_hash: Buffer | null;
  published_at: Date;
}

const toTerms = (row: Row): PoolingTerms => ({
  version: row.version,
  pool: row.pool,
  sharing: { zh: row.sharing_zh, en: row.sharing_en },
  residentLimitUg: row.resident_limit_ug === null ? null : BigInt(row.resident_limit_ug),
  bonusUgPerPoint: BigInt(row.bonus_ug_per_point),
  documentHash: row.document_hash?.toString('hex') ?? null,
  publishedAt: row.published_at,
});

/** The terms that count: the last published; undefined before the first. */
export async function termsInForce(
  reader: Pick<Reader, 'query'>,
  programme: Pick<Programme, 'id'>,
): Promise<PoolingTerms | undefined> {
  const [row] = await reader.query<Row>(
    'select * from inclusion.pooling_terms where programme_id = $1 order by version desc limit 1',
    [programme.id],
  );
  return row && toTerms(row);
}

/** All versions, oldest first. */
export async function listTerms(
  reader: Pick<Reader, 'query'>,
  programme: Pick<Programme, 'id'>,
  page: PageRequest,
): Promise<Page<PoolingTerms>> {
  const rows = await reader.query<Row>(
    `select * from inclusion.pooling_terms where programme_id = $1 and version > $2::bigint
      order by version limit $3`,
    [programme.id, page.after?.[0] ?? '0', page.limit + 1],
  );
  return toPage(rows.map(toTerms), page.limit, ({ version }) => [version.toString()]);
}

/** Publishes terms as the next version; gives its number. */
export async function insertTerms(
  tx: Transaction,
  programme: Pick<Programme, 'id'>,
  terms: Omit<PoolingTerms, 'version' | 'publishedAt'>,
  by: { readonly proposedBy: string; readonly approvedBy: string; readonly now: Date },
): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    `insert into inclusion.pooling_terms (programme_id, version, pool, sharing_zh, sharing_en, resident_limit_ug,
       bonus_ug_per_point, document_hash, published_by, approved_by, published_at)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, decode($7, 'hex'), $8, $9, $10
       from inclusion.pooling_terms where programme_id = $1 returning version`,
    [
      ...[programme.id, terms.pool, terms.sharing.zh, terms.sharing.en],
      ...[terms.residentLimitUg?.toString() ?? null, terms.bonusUgPerPoint.toString(), terms.documentHash],
      ...[by.proposedBy, by.approvedBy, by.now],
    ],
  );
  return row?.version ?? 0;
}
