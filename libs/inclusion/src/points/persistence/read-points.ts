import type { Reader } from '@carbon/database';
import type { ChinaMonth } from '@carbon/kernel';
import type { PointsLot } from '../domain/first-in-first-out';

/** The points of one resident in one programme. */
export interface PointsStanding {
  readonly programme: number;
  /** Free on the ledger. */
  readonly available: bigint;
  /** Set apart for vouchers. */
  readonly setApart: bigint;
  /** Earned, and not on the ledger yet: spent like any other. */
  readonly pending: bigint;
  /** What a correction could not take back: the next credit pays it. */
  readonly debt: bigint;
  readonly lots: readonly PointsLot[];
}

/** A balance is what was folded and what waits (docs/architecture.md): a point is there as soon as its act is judged. */
export async function readPoints(
  reader: Pick<Reader, 'query'>,
  resident: { readonly id: bigint; readonly accountNumber: string },
): Promise<PointsStanding[]> {
  const rows = await reader.query<{
    programme: number;
    available: string;
    set_apart: string;
    pending: string;
    debt: string;
    lots: { readonly month: string; readonly points: number | string }[] | null;
  }>(
    `select p.id as programme, coalesce(b.available, 0)::text as available, coalesce(b.frozen, 0)::text as set_apart,
            coalesce(w.points, 0)::text as pending, coalesce(d.points, 0)::text as debt, l.lots
       from inclusion.programme p
       join ledger.instrument i on i.code = p.points_instrument
       left join ledger.balance b on b.instrument_id = i.id
         and b.account_id = (select id from ledger.account where number = $2)
       left join lateral (
         select sum(u.points) as points from inclusion.unfolded u where u.resident_id = $1 and u.programme_id = p.id) w
         on true
       left join inclusion.points_debt d on d.resident_id = $1 and d.programme_id = p.id
       left join lateral (
         select jsonb_agg(jsonb_build_object('month', to_char(t.credited_month, 'YYYY-MM'), 'points', t.points::text)
                order by t.credited_month) as lots
           from inclusion.points_lot t where t.resident_id = $1 and t.programme_id = p.id) l on true
      where b.account_id is not null or w.points is not null or d.points is not null
         or exists (select from inclusion.membership m where m.resident_id = $1 and m.programme_id = p.id)
      order by p.id`,
    [resident.id.toString(), resident.accountNumber],
  );
  return rows.map((row) => ({
    programme: row.programme,
    available: BigInt(row.available),
    setApart: BigInt(row.set_apart),
    pending: BigInt(row.pending),
    debt: BigInt(row.debt),
    lots: (row.lots ?? []).map(({ month, points }) => ({
      creditedMonth: month as ChinaMonth,
      points: BigInt(points),
    })),
  }));
}
