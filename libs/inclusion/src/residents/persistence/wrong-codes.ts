import type { Database } from '@carbon/database';

/** Who sends codes. */
export interface Guesser {
  readonly kind: 'partner' | 'resident';
  readonly id: bigint;
}

export interface GuessLimit {
  readonly most: number;
  readonly windowMs: number;
}

/** Seconds until the next code is looked at; 0 when it is now. */
export async function secondsToWait(
  database: Pick<Database, 'query'>,
  { kind, id }: Guesser,
  { most, windowMs }: GuessLimit,
  now: Date,
): Promise<number> {
  const [row] = await database.query<{ since: Date; wrong: number }>(
    'select since, wrong from inclusion.wrong_code where kind = $1 and guesser_id = $2',
    [kind, id.toString()],
  );
  const leftMs = row === undefined ? 0 : row.since.getTime() + windowMs - now.getTime();
  return row === undefined || row.wrong < most ? 0 : Math.max(0, Math.ceil(leftMs / 1_000));
}

/** Counts a wrong code, by itself: what refused it is undone. */
export async function countWrongCode(
  database: Database,
  { kind, id }: Guesser,
  { windowMs }: GuessLimit,
  now: Date,
): Promise<void> {
  await database.transaction((tx) =>
    tx.query(
      `insert into inclusion.wrong_code as w (kind, guesser_id, since, wrong) values ($1, $2, $3, 1)
       on conflict (kind, guesser_id) do update set
         since = case when w.since <= $4 then excluded.since else w.since end,
         wrong = case when w.since <= $4 then 1 else w.wrong + 1 end`,
      [kind, id.toString(), now, new Date(now.getTime() - windowMs)],
    ),
  );
}
