import type { Reader, Transaction } from '@carbon/database';
import { type Reach, reaches, reachIds } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { poolUnknown } from '../domain/refusals';
import type { Pool, Terms } from './records';

const COLUMNS = `id, number, holder_id as "holderId", account_number as "accountNumber", scheme, name_zh as "nameZh",
  name_en as "nameEn", methodology, basis, weight_unit as "weightUnit", source, created_at as "createdAt"`;

/** A pool as a caller may see it. @throws Refusal POOL_UNKNOWN */
export async function poolInReach(reader: Reader, number: string, reach: Reach): Promise<Pool> {
  const pool = await findPool(reader, number);
  if (pool === undefined || !reaches(reach, pool.holderId)) throw poolUnknown(number);
  return pool;
}

export async function findPool(reader: Reader, number: string): Promise<Pool | undefined> {
  const [pool] = await reader.query<Pool>(`select ${COLUMNS} from credits.pool where number = $1`, [number]);
  return pool;
}

/** Pools in the order of their numbers. */
export async function readPools(reader: Reader, page: PageRequest, reach: Reach): Promise<Page<Pool>> {
  const rows = await reader.query<Pool>(
    `select ${COLUMNS} from credits.pool
      where ($1::uuid[] is null or holder_id = any($1)) and number > $2 order by number limit $3`,
    [reachIds(reach), page.after?.[0] ?? '', page.limit + 1],
  );
  return toPage(rows, page.limit, ({ number }) => [number]);
}

/** Enters a pool under the next number. */
export async function insertPool(
  tx: Transaction,
  pool: Omit<Pool, 'number'> & { readonly createdBy: string },
): Promise<Pool> {
  const [entered] = await tx.query<Pool>(
    `insert into credits.pool (id, number, holder_id, account_number, scheme, name_zh, name_en, methodology, basis,
       weight_unit, source, created_by, created_at)
     values ($1, 'PL' || lpad(nextval('credits.pool_number')::text, 6, '0'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     returning ${COLUMNS}`,
    [
      ...[
        pool.id,
        pool.holderId,
        pool.accountNumber,
        pool.scheme,
        pool.nameZh,
        pool.nameEn,
        pool.methodology,
      ],
      ...[pool.basis, pool.weightUnit, pool.source, pool.createdBy, pool.createdAt],
    ],
  );
  if (entered === undefined) throw new Error('a pool was not entered');
  return entered;
}

/** What changes a pool happens one after the other. */
export async function lockPool(tx: Transaction, pool: Pool): Promise<void> {
  await tx.query('select from credits.pool where id = $1 for no key update', [pool.id]);
}

interface TermsRow extends Omit<Terms, 'memberLimitUg'> {
  readonly memberLimitUg: string | null;
}

const TERMS = `version, published_on::text as "publishedOn", fee_basis_points as "feeBasisPoints",
  sharing_zh as "sharingZh", sharing_en as "sharingEn", member_limit_ug as "memberLimitUg",
  encode(document_hash, 'hex') as "documentHash"`;

const toTerms = (row: TermsRow): Terms => ({
  ...row,
  memberLimitUg: row.memberLimitUg === null ? null : BigInt(row.memberLimitUg),
});

/** All terms a pool ever published, oldest first. */
export async function allTerms(reader: Reader, poolId: string): Promise<Terms[]> {
  const rows = await reader.query<TermsRow>(
    `select ${TERMS} from credits.pool_terms where pool_id = $1 order by version`,
    [poolId],
  );
  return rows.map(toTerms);
}

export async function readTerms(reader: Reader, poolId: string, page: PageRequest): Promise<Page<Terms>> {
  const rows = await reader.query<TermsRow>(
    `select ${TERMS} from credits.pool_terms where pool_id = $1 and version > $2::bigint order by version limit $3`,
    [poolId, page.after?.[0] ?? '0', page.limit + 1],
  );
  return toPage(rows.map(toTerms), page.limit, ({ version }) => [version.toString()]);
}

/** Publishes terms as the next version. */
export async function insertTerms(
  tx: Transaction,
  pool: Pool,
  terms: Omit<Terms, 'version'>,
  by: { readonly actor: string; readonly now: Date },
): Promise<Terms> {
  const [row] = await tx.query<{ version: number }>(
    `insert into credits.pool_terms (pool_id, version, published_on, fee_basis_points, sharing_zh, sharing_en,
       member_limit_ug, document_hash, published_by, published_at)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, decode($7, 'hex'), $8, $9
       from credits.pool_terms where pool_id = $1 returning version`,
    [
      ...[pool.id, terms.publishedOn, terms.feeBasisPoints, terms.sharingZh, terms.sharingEn],
      ...[terms.memberLimitUg?.toString() ?? null, terms.documentHash, by.actor, by.now],
    ],
  );
  if (row === undefined) throw new Error('terms were not published');
  return { ...terms, version: row.version };
}
