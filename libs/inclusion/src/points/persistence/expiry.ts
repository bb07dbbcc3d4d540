import type { Transaction } from '@carbon/database';

/** Free points of a resident older than a month, with their account. */
export interface OverduePoints {
  readonly resident: bigint;
  readonly accountNumber: string;
  /** Zero where all of them are spent. */
  readonly points: bigint;
}

/**
 * The next residents of a programme with points credited in a month or before, their lots locked. What is set apart went
 * first, so of what is free only what is more than all newer credits is that old.
 * @param through first day of the last month whose points are over
 */
export async function lockOverdue(
  tx: Transaction,
  about: {
    readonly programme: number;
    readonly through: string;
    readonly after: bigint;
    readonly limit: number;
  },
): Promise<OverduePoints[]> {
  const rows = await tx.query<{ resident_id: string; account_number: string; points: string }>(
    {
      name: 'lock-overdue-points',
      text: `with due as (
               select l.resident_id from inclusion.points_lot l
                where l.programme_id = $1 and l.credited_month <= $2 and l.resident_id > $4
                order by l.resident_id limit $3 for update)
             select d.resident_id, r.account_number,
                    greatest(0, coalesce(b.available, 0) - coalesce(newer.points, 0))::text as points
               from (select distinct resident_id from due) d
               join inclusion.resident r on r.id = d.resident_id
               join inclusion.programme p on p.id = $1
               join ledger.account a on a.number = r.account_number
               join ledger.instrument i on i.code = p.points_instrument
               left join ledger.balance b on b.account_id = a.id and b.instrument_id = i.id
               left join lateral (
                 select sum(n.points)::bigint as points from inclusion.points_lot n
                  where n.resident_id = d.resident_id and n.programme_id = $1 and n.credited_month > $2) newer on true
              order by d.resident_id`,
    },
    [about.programme, about.through, about.limit, about.after.toString()],
  );
  return rows.map((row) => ({
    resident: BigInt(row.resident_id),
    accountNumber: row.account_number,
    points: BigInt(row.points),
  }));
}

/** Forgets lots of residents up to a month: nothing of them is left. */
export async function removeLots(
  tx: Transaction,
  about: { readonly programme: number; readonly through: string; readonly residents: readonly bigint[] },
): Promise<void> {
  await tx.query(
    `delete from inclusion.points_lot
      where programme_id = $1 and credited_month <= $2 and resident_id = any($3::bigint[])`,
    [about.programme, about.through, about.residents.map(String)],
  );
}

/** Older than any credit: points that were given back after their last day. */
const LONG_AGO = '2000-01-01';

/** What is free beyond all lots was given back after its last day: it gets a lot that is over. */
export async function putBackExpired(
  tx: Transaction,
  accounts: readonly { readonly accountNumber: string; readonly programme: number }[],
): Promise<void> {
  await tx.query(
    `insert into inclusion.points_lot as l (resident_id, programme_id, credited_month, points)
     select r.id, p.id, '${LONG_AGO}', b.available - coalesce(lots.points, 0)
       from (select distinct * from unnest($1::text[], $2::int[])) as t(account, programme)
       join inclusion.resident r on r.account_number = t.account
       join inclusion.programme p on p.id = t.programme
       join ledger.account a on a.number = t.account
       join ledger.instrument i on i.code = p.points_instrument
       join ledger.balance b on b.account_id = a.id and b.instrument_id = i.id
       left join lateral (
         select sum(n.points)::bigint as points from inclusion.points_lot n
          where n.resident_id = r.id and n.programme_id = p.id) lots on true
      where b.available > coalesce(lots.points, 0)
     on conflict (resident_id, programme_id, credited_month) do update set points = l.points + excluded.points`,
    [accounts.map(({ accountNumber }) => accountNumber), accounts.map(({ programme }) => programme)],
  );
}
