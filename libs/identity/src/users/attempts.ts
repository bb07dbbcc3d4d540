import type { Transaction } from '@carbon/database';

/** What is guessed at. The right one of the one says nothing of the other. */
export type Factor = 'password' | 'code';

/**
 * After this many wrong ones in a row the account waits, each time twice as long. Own technical constants: long enough
 * that a guess a wait leads nowhere, short enough that a stranger's guesses do not keep somebody out for a day.
 */
const FREE = 5;
const FIRST_WAIT_S = 60;
const LONGEST_WAIT_S = 3_600;
/** 2^20 waits are longer than the longest. */
const MOST_DOUBLINGS = 20;

/**
 * Counts an attempt before it is looked at, so that many at the same time are not all let through. A right one begins
 * the count again (`attemptSucceeded`).
 * @returns false while the account waits; that attempt is not counted
 */
export async function countAttempt(
  tx: Transaction,
  userId: string,
  factor: Factor,
  now: Date,
): Promise<boolean> {
  const counted = await tx.query(
    `insert into identity.failed_attempts as f (user_id, factor, in_a_row) values ($1, $2, 1)
     on conflict (user_id, factor) do update set in_a_row = f.in_a_row + 1,
       wait_until = case when f.in_a_row + 1 < $4 then null else
         $3::timestamptz + interval '1 second' * least($5 * power(2, least(f.in_a_row + 1 - $4, $6)), $7) end
       where f.wait_until is null or f.wait_until <= $3
     returning user_id`,
    [userId, factor, now, FREE, FIRST_WAIT_S, MOST_DOUBLINGS, LONGEST_WAIT_S],
  );
  return counted.length > 0;
}

export async function attemptSucceeded(tx: Transaction, userId: string, factor: Factor): Promise<void> {
  await tx.query(
    'update identity.failed_attempts set in_a_row = 0, wait_until = null where user_id = $1 and factor = $2',
    [userId, factor],
  );
}

/** Seconds until the next attempt is looked at; 0 when it is now. */
export async function secondsToWait(
  tx: Transaction,
  userId: string,
  factor: Factor,
  now: Date,
): Promise<number> {
  const [row] = await tx.query<{ waitUntil: Date | null }>(
    'select wait_until as "waitUntil" from identity.failed_attempts where user_id = $1 and factor = $2',
    [userId, factor],
  );
  return Math.max(0, Math.ceil(((row?.waitUntil?.getTime() ?? 0) - now.getTime()) / 1000));
}
