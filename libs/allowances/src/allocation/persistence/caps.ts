import { type Reader, sqlState, type Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { capTooLow } from '../domain/refusals';
import { breaksCap } from './movements';

export interface CapVersion {
  readonly id: string;
  readonly market: string;
  readonly year: number;
  /** Empty for the whole market. */
  readonly province: string;
  readonly capT: bigint;
  readonly reason: string;
  readonly documentHash: string | null;
}

/**
 * Sets a cap as the next version of its scope. The database refuses one below what is issued and pending, and provinces'
 * caps that come to more than the market's.
 * @throws Refusal ALLOWANCE_CAP_REFUSED
 */
export async function insertCap(
  tx: Transaction,
  cap: CapVersion,
  { at, by, approver }: { readonly at: Date; readonly by: string; readonly approver: string },
): Promise<number> {
  try {
    const [row] = await tx.query<{ version: number }>(
      `insert into allowances.cap_version
         (id, market, year, province, version, cap_t, reason, document_hash, decided_at, decided_by, approved_by)
       values ($1, $2, $3, $4, 1, $5, $6, decode($7, 'hex'), $8, $9, $10) returning version`,
      [
        ...[cap.id, cap.market, cap.year, cap.province, cap.capT, cap.reason, cap.documentHash],
        ...[at, by, approver],
      ],
    );
    if (row === undefined) throw new Error('a cap was not kept');
    return row.version;
  } catch (error) {
    if (breaksCap(error) || sqlState(error) === '22003') throw capTooLow(cap.market, cap.year);
    throw error;
  }
}

/** A cap with what stands against it. */
export interface CapView {
  readonly market: string;
  readonly year: number;
  readonly province: string;
  readonly capT: string | null;
  readonly version: number | null;
  readonly provincesT: string;
  readonly issuedT: string;
  readonly pendingT: string;
  readonly returningT: string;
}

/** Caps and positions by market, year and province; the whole market stands before its provinces. */
export async function readCaps(
  reader: Reader,
  page: PageRequest,
  { market, year }: { readonly market?: string | undefined; readonly year?: number | undefined },
): Promise<Page<CapView>> {
  const [afterMarket = '', afterYear = '0', afterProvince = ''] = page.after ?? [];
  const rows = await reader.query<CapView>(
    `select p.market, p.year, p.province, p.cap_t as "capT", p.provinces_t as "provincesT", p.issued_t as "issuedT",
            p.pending_t as "pendingT", p.returning_t as "returningT",
            (select max(v.version) from allowances.cap_version v
              where (v.market, v.year, v.province) = (p.market, p.year, p.province)) as version
       from allowances.cap_position p
      where ($1::text is null or p.market = $1) and ($2::int is null or p.year = $2)
        and ($3::boolean or (p.market, p.year, p.province) > ($4, $5::int, $6))
      order by p.market, p.year, p.province limit $7`,
    [
      ...[market ?? null, year ?? null, page.after === undefined, afterMarket, afterYear, afterProvince],
      page.limit + 1,
    ],
  );
  return toPage(rows, page.limit, (row) => [row.market, row.year.toString(), row.province]);
}

export interface CapHistory extends Omit<CapVersion, 'capT'> {
  readonly version: number;
  readonly capT: string;
  readonly decidedAt: Date;
}

/** Every version of the caps of a market and year, the latest first. */
export async function readCapHistory(
  reader: Reader,
  { market, year }: { readonly market: string; readonly year: number },
  page: PageRequest,
): Promise<Page<CapHistory>> {
  const [at, id] = page.after ?? [];
  const rows = await reader.query<CapHistory & { moment: string }>(
    `select id, market, year, province, version, cap_t as "capT", reason,
            encode(document_hash, 'hex') as "documentHash", decided_at as "decidedAt", decided_at::text as moment
       from allowances.cap_version
      where market = $1 and year = $2 and ($3::timestamptz is null or (decided_at, id) < ($3::timestamptz, $4::uuid))
      order by decided_at desc, id desc limit $5`,
    [market, year, at ?? null, id ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => [row.moment, row.id]);
}
