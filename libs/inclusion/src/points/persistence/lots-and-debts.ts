import type { Transaction } from '@carbon/database';

export interface PointsOf {
  readonly resident: bigint;
  readonly programme: number;
  readonly points: bigint;
}

const columns = (rows: readonly PointsOf[]): [string[], number[], string[]] => [
  rows.map(({ resident }) => resident.toString()),
  rows.map(({ programme }) => programme),
  rows.map(({ points }) => points.toString()),
];

/** @param month first day of the month of crediting */
export async function addLots(tx: Transaction, rows: readonly PointsOf[], month: string): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    {
      name: 'add-points-lots',
      text: `insert into inclusion.points_lot as l (resident_id, programme_id, credited_month, points)
             select r, g, $4::date, n from unnest($1::bigint[], $2::int[], $3::bigint[]) as t(r, g, n)
             on conflict (resident_id, programme_id, credited_month) do update set points = l.points + excluded.points`,
    },
    [...columns(rows), month],
  );
}

/** What each owes, locked; those who owe nothing are missing. Key: `resident/programme`. */
export async function lockDebts(
  tx: Transaction,
  rows: readonly PointsOf[],
): Promise<ReadonlyMap<string, bigint>> {
  if (rows.length === 0) return new Map();
  const found = await tx.query<{ resident_id: string; programme_id: number; points: string }>(
    {
      name: 'lock-points-debts',
      text: `select d.* from inclusion.points_debt d
               join unnest($1::bigint[], $2::int[]) as t(r, g) on d.resident_id = t.r and d.programme_id = t.g
              order by d.resident_id, d.programme_id for update of d`,
    },
    columns(rows).slice(0, 2),
  );
  return new Map(found.map((row) => [`${row.resident_id}/${row.programme_id}`, BigInt(row.points)]));
}

/** Adds to what is owed (negative: pays). */
export async function changeDebts(tx: Transaction, rows: readonly PointsOf[]): Promise<void> {
  const owed = rows.filter(({ points }) => points > 0n);
  const paid = rows.filter(({ points }) => points < 0n);
  if (owed.length > 0) {
    await tx.query(
      `insert into inclusion.points_debt as d (resident_id, programme_id, points)
       select * from unnest($1::bigint[], $2::int[], $3::bigint[])
       on conflict (resident_id, programme_id) do update set points = d.points + excluded.points`,
      columns(owed),
    );
  }
  if (paid.length === 0) return;
  await tx.query(
    `with paid as (select * from unnest($1::bigint[], $2::int[], $3::bigint[]) as t(r, g, n)),
       cleared as (
         delete from inclusion.points_debt d using paid
          where d.resident_id = r and d.programme_id = g and d.points + n = 0)
     update inclusion.points_debt d set points = d.points + n from paid
      where d.resident_id = r and d.programme_id = g and d.points + n > 0`,
    columns(paid),
  );
}

/** What of the points of residents is free on the ledger. Key: `resident/programme`. */
export async function freePoints(
  tx: Transaction,
  rows: readonly PointsOf[],
): Promise<ReadonlyMap<string, bigint>> {
  if (rows.length === 0) return new Map();
  const found = await tx.query<{ resident: string; programme: number; available: string }>(
    `select t.r as resident, t.g as programme, b.available
       from unnest($1::bigint[], $2::int[]) as t(r, g)
       join inclusion.resident s on s.id = t.r
       join inclusion.programme p on p.id = t.g
       join ledger.account a on a.number = s.account_number
       join ledger.instrument i on i.code = p.points_instrument
       join ledger.balance b on b.account_id = a.id and b.instrument_id = i.id`,
    columns(rows).slice(0, 2),
  );
  return new Map(found.map((row) => [`${row.resident}/${row.programme}`, BigInt(row.available)]));
}
