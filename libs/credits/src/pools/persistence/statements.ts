import type { Reader } from '@carbon/database';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';

/** What one member has in one period of one pool, and what was paid for it so far. */
export interface StatementLine {
  readonly memberId: string;
  readonly pool: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly scheme: string;
  readonly member: string;
  readonly period: number;
  readonly from: ChinaDate;
  readonly to: ChinaDate;
  readonly state: string;
  readonly instrument: string | null;
  readonly verifiedUg: bigint;
  readonly carriedInUg: bigint;
  readonly ownUg: bigint;
  readonly issuedUg: bigint | null;
  readonly carriedOutUg: bigint | null;
  readonly soldUg: bigint;
  readonly fen: bigint;
}

/** Whose statement is asked for: one member of a pool, or all memberships of a holder or person. */
export type WhoseStatement =
  { readonly memberId: string } | { readonly holderId: string | null; readonly personId: string | null };

const NUMBERS = ['verifiedUg', 'carriedInUg', 'ownUg', 'issuedUg', 'carriedOutUg', 'soldUg', 'fen'] as const;
type Row = Omit<StatementLine, (typeof NUMBERS)[number]> & Readonly<Record<string, string | null>>;

/** Periods of members in the order of the members' ids and the periods. */
export async function readStatement(
  reader: Reader,
  whose: WhoseStatement,
  page: PageRequest,
): Promise<Page<StatementLine>> {
  const one = 'memberId' in whose ? [whose.memberId, null, null] : [null, whose.holderId, whose.personId];
  const rows = await reader.query<Row>(
    `select m.id as "memberId", o.number as pool, o.name_zh as "nameZh", o.name_en as "nameEn", o.scheme,
            m.reference as member, p.ordinal as period, p.from_day::text as "from", p.to_day::text as "to", p.state,
            p.instrument, s.verified_ug as "verifiedUg", s.carried_in_ug as "carriedInUg", s.own_ug as "ownUg",
            s.issued_ug as "issuedUg", s.carried_out_ug as "carriedOutUg", paid.sold as "soldUg", paid.fen
       from credits.pool_member m
       join credits.pool o on o.id = m.pool_id
       join credits.pool_share s on s.member_id = m.id
       join credits.pool_period p on p.id = s.period_id
      cross join lateral (
        select coalesce(sum(l.sold_ug), 0)::bigint as sold, coalesce(sum(l.fen), 0)::bigint as fen
          from credits.pool_settlement e join credits.pool_settlement_line l on l.settlement_id = e.id
         where e.period_id = p.id and l.member_id = m.id) paid
      where (m.id = $1 or m.holder_id = $2 or m.person_id = $3)
        and ($4::uuid is null or (m.id, p.ordinal) > ($4, $5::bigint))
      order by m.id, p.ordinal limit $6`,
    [...one, page.after?.[0] ?? null, page.after?.[1] ?? '0', page.limit + 1],
  );
  return toPage(rows.map(toLine), page.limit, ({ memberId, period }) => [memberId, period.toString()]);
}

function toLine(row: Row): StatementLine {
  const numbers = Object.fromEntries(
    NUMBERS.map((name) => {
      const value = row[name] ?? null;
      return [name, value === null ? null : BigInt(value)];
    }),
  );
  return { ...row, ...numbers } as unknown as StatementLine;
}
