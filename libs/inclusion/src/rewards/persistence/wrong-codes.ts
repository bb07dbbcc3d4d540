import type { Database } from '@carbon/database';

const MINUTE_MS = 60_000;

const minuteOf = (moment: Date): Date => new Date(Math.floor(moment.getTime() / MINUTE_MS) * MINUTE_MS);

/** Wrong codes of a merchant since some minutes ago, of all processes together. */
export async function countWrongCodes(
  database: Database,
  merchant: string,
  { minutes, now }: { readonly minutes: number; readonly now: Date },
): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `select coalesce(sum(count), 0)::int as count from inclusion.wrong_voucher_code where merchant = $1 and minute > $2`,
    [merchant, new Date(minuteOf(now).getTime() - minutes * MINUTE_MS)],
  );
  return row?.count ?? 0;
}

export async function noteWrongCode(database: Database, merchant: string, now: Date): Promise<void> {
  await database.transaction((tx) =>
    tx.query(
      `insert into inclusion.wrong_voucher_code as w (merchant, minute, count) values ($1, $2, 1)
       on conflict (merchant, minute) do update set count = w.count + 1`,
      [merchant, minuteOf(now)],
    ),
  );
}

/** Forgets what counts no more. */
export async function forgetWrongCodes(database: Database, minutes: number, now: Date): Promise<void> {
  await database.transaction((tx) =>
    tx.query('delete from inclusion.wrong_voucher_code where minute < $1', [
      new Date(minuteOf(now).getTime() - minutes * MINUTE_MS),
    ]),
  );
}
