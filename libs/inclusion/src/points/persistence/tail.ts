import type { Transaction } from '@carbon/database';

/** What waited of one resident, programme and month, summed over passes. */
export interface TailRow {
  readonly resident: bigint;
  readonly accountNumber: string;
  readonly programme: number;
  readonly points: bigint;
}

interface Row {
  resident_id: string;
  account_number: string;
  programme_id: number;
  points: string;
}

/*
 * Takes rows out of the tail and adds them to the months; gives the points of each resident and programme. One statement:
 * what one transaction takes, another does not see.
 */
const MOVE = (whose: string): string => `
  with gone as (
    delete from inclusion.unfolded u where ${whose} returning *),
  months as (
    insert into inclusion.resident_month as m
      (resident_id, programme_id, month, acts, points, reduced_ug, poolable_ug, emitted_ug)
    select resident_id, programme_id, month, sum(acts), sum(points), sum(reduced_ug), sum(poolable_ug), sum(emitted_ug)
      from gone group by resident_id, programme_id, month order by resident_id, programme_id, month
    on conflict (resident_id, programme_id, month) do update set
      acts = m.acts + excluded.acts, points = m.points + excluded.points,
      reduced_ug = m.reduced_ug + excluded.reduced_ug, poolable_ug = m.poolable_ug + excluded.poolable_ug,
      emitted_ug = m.emitted_ug + excluded.emitted_ug)
  select g.resident_id, r.account_number, g.programme_id, sum(g.points)::text as points
    from gone g join inclusion.resident r on r.id = g.resident_id
   group by g.resident_id, r.account_number, g.programme_id
   order by g.resident_id, g.programme_id`;

const ONE = { name: 'fold-resident', text: MOVE('u.resident_id = $1') };
const SOME = {
  name: 'fold-residents',
  text: MOVE(`u.resident_id in (
    select distinct resident_id from inclusion.unfolded where resident_id > $1 order by resident_id limit $2)`),
};

/** Everything that waits of one resident. */
export async function takeTailOf(tx: Transaction, resident: bigint): Promise<TailRow[]> {
  return (await tx.query<Row>(ONE, [resident.toString()])).map(toTail);
}

/** Everything that waits of the next residents after one of them, in their order. */
export async function takeTailAfter(tx: Transaction, after: bigint, residents: number): Promise<TailRow[]> {
  return (await tx.query<Row>(SOME, [after.toString(), residents])).map(toTail);
}

const toTail = (row: Row): TailRow => ({
  resident: BigInt(row.resident_id),
  accountNumber: row.account_number,
  programme: row.programme_id,
  points: BigInt(row.points),
});

/** Points that wait for the next fold, with no act behind them: bonuses, and what the ledger would not take. */
export async function putIntoTail(
  tx: Transaction,
  rows: readonly { readonly resident: bigint; readonly programme: number; readonly points: bigint }[],
  month: string,
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into inclusion.unfolded
       (resident_id, pass_id, programme_id, month, acts, points, reduced_ug, poolable_ug, emitted_ug)
     select r, p.id, g, $4::date, 0, n, 0, 0, 0
       from (select nextval('inclusion.pass_number') as id) p, unnest($1::bigint[], $2::int[], $3::bigint[]) as t(r, g, n)`,
    [
      rows.map(({ resident }) => resident.toString()),
      rows.map(({ programme }) => programme),
      rows.map(({ points }) => points.toString()),
      month,
    ],
  );
}
