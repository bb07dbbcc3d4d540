import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { MemberPart } from '../domain/pooled-issue';
import type { PoolPeriod, Share } from './records';

const COLUMNS = `s.member_id as "memberId", m.reference, s.measure, s.verified_ug as "verifiedUg",
  s.carried_in_ug as "carriedInUg", s.own_ug as "ownUg", s.issued_ug as "issuedUg", s.carried_out_ug as "carriedOutUg"`;
const FROM = `from credits.pool_share s join credits.pool_member m on m.id = s.member_id`;

interface Row {
  memberId: string;
  reference: string;
  measure: string | null;
  verifiedUg: string;
  carriedInUg: string;
  ownUg: string;
  issuedUg: string | null;
  carriedOutUg: string | null;
}

const orNull = (text: string | null) => (text === null ? null : BigInt(text));

const toShare = (row: Row): Share => ({
  memberId: row.memberId,
  reference: row.reference,
  measure: orNull(row.measure),
  verifiedUg: BigInt(row.verifiedUg),
  carriedInUg: BigInt(row.carriedInUg),
  ownUg: BigInt(row.ownUg),
  issuedUg: orNull(row.issuedUg),
  carriedOutUg: orNull(row.carriedOutUg),
});

/** All shares of a period, by the members' numbers. */
export async function sharesOf(reader: Reader, periodId: string): Promise<Share[]> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} ${FROM} where s.period_id = $1 order by m.reference`,
    [periodId],
  );
  return rows.map(toShare);
}

/**
 * What a member has in the pool around a period: what the issue before left of it, and what the period's own issue made of
 * its part (null before that).
 */
export async function lastCarriedOut(
  reader: Reader,
  memberId: string,
  ordinal: number,
): Promise<Readonly<Record<'issued' | 'carriedOut', bigint | null>> & { readonly carriedIn: bigint }> {
  const rows = await reader.query<{ ordinal: number; issued: string | null; carriedOut: string | null }>(
    `select p.ordinal, s.issued_ug as issued, s.carried_out_ug as "carriedOut"
       from credits.pool_share s join credits.pool_period p on p.id = s.period_id
      where s.member_id = $1 and p.ordinal <= $2 order by p.ordinal desc limit 2`,
    [memberId, ordinal],
  );
  const own = rows.find((row) => row.ordinal === ordinal);
  const before = rows.find((row) => row.ordinal < ordinal);
  return {
    carriedIn: orNull(before?.carriedOut ?? null) ?? 0n,
    issued: orNull(own?.issued ?? null),
    carriedOut: orNull(own?.carriedOut ?? null),
  };
}

export async function readShares(
  reader: Reader,
  period: PoolPeriod,
  page: PageRequest,
): Promise<Page<Share>> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} ${FROM} where s.period_id = $1 and m.reference > $2 order by m.reference limit $3`,
    [period.id, page.after?.[0] ?? '', page.limit + 1],
  );
  return toPage(rows.map(toShare), page.limit, ({ reference }) => [reference]);
}

/** Writes what members told, with one statement; what was told before is replaced. */
export async function writeMeasures(
  tx: Transaction,
  period: PoolPeriod,
  told: readonly { readonly memberId: string; readonly measure: bigint }[],
  by: string,
): Promise<void> {
  await tx.query(
    `insert into credits.pool_share (period_id, member_id, measure, told_by)
     select $1, r.member_id, r.measure, $4 from unnest($2::uuid[], $3::bigint[]) as r(member_id, measure)
     on conflict (period_id, member_id) do update set measure = excluded.measure, told_by = excluded.told_by`,
    [period.id, told.map(({ memberId }) => memberId), told.map(({ measure }) => measure.toString()), by],
  );
}

/** Writes the members' parts of the verified total. */
export async function writeVerified(
  tx: Transaction,
  period: PoolPeriod,
  parts: ReadonlyMap<string, bigint>,
  by: string,
): Promise<void> {
  await tx.query(
    `insert into credits.pool_share (period_id, member_id, verified_ug, told_by)
     select $1, r.member_id, r.verified, $4 from unnest($2::uuid[], $3::bigint[]) as r(member_id, verified)
     on conflict (period_id, member_id) do update set verified_ug = excluded.verified_ug`,
    [period.id, [...parts.keys()], [...parts.values()].map(String), by],
  );
}

/** Writes what an issue made of each member's part. */
export async function writeIssued(
  tx: Transaction,
  period: PoolPeriod,
  parts: readonly MemberPart[],
  by: string,
): Promise<void> {
  await tx.query(
    `insert into credits.pool_share
       (period_id, member_id, told_by, verified_ug, carried_in_ug, own_ug, issued_ug, carried_out_ug)
     select $1, r.member_id, $8, r.verified, r.carried_in, r.own, r.issued, r.carried_out
       from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
              as r(member_id, verified, carried_in, own, issued, carried_out)
     on conflict (period_id, member_id) do update set carried_in_ug = excluded.carried_in_ug, own_ug = excluded.own_ug,
       issued_ug = excluded.issued_ug, carried_out_ug = excluded.carried_out_ug`,
    [
      period.id,
      parts.map(({ member }) => member),
      ...(['verified', 'carriedIn', 'own', 'issued', 'carriedOut'] as const).map((name) =>
        parts.map((part) => part[name].toString()),
      ),
      by,
    ],
  );
}
