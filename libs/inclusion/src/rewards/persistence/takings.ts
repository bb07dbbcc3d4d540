import type { Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { RewardLimit } from '../domain/reward';

/*
 * What a reward takes: of a resident's limit, of its stock, of a budget. Each is one conditional change, so that as many
 * come through as there is room for, whoever comes at the same time. Everybody takes and gives back in this order:
 * vouchers, limits, stock, budget, ledger.
 */

/** @returns whether the resident may take one more in the period */
export async function takeOfLimit(
  tx: Transaction,
  of: { readonly resident: bigint; readonly reward: string; readonly period: ChinaDate },
  { count }: RewardLimit,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into inclusion.reward_taken as t (resident_id, reward_id, period, count) values ($1, $2, $3, 1)
     on conflict (resident_id, reward_id, period) do update set count = t.count + 1 where t.count < $4
     returning count`,
    [of.resident.toString(), of.reward, of.period, count],
  );
  return rows.length > 0;
}

/** @returns whether there was one, on sale still; always where stock is not bounded */
export async function takeOfStock(tx: Transaction, reward: string): Promise<boolean> {
  const rows = await tx.query(
    `update inclusion.reward set stock = stock - 1
      where id = $1 and stock > 0 and withdrawn_at is null returning id`,
    [reward],
  );
  return rows.length > 0;
}

/** @returns whether the budget covers it */
export async function takeOfBudget(
  tx: Transaction,
  funding: string,
  fen: bigint,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `update inclusion.funding set taken_fen = taken_fen + $2
      where id = $1 and ended_at is null and valid_from <= $3 and (valid_to is null or valid_to > $3)
        and taken_fen + $2 <= budget_fen returning id`,
    [funding, fen.toString(), now],
  );
  return rows.length > 0;
}

/** Vouchers that nothing came of. */
export interface GivenBack {
  readonly resident: bigint;
  readonly reward: string;
  readonly period: ChinaDate | null;
  readonly funding: string | null;
  readonly settlementFen: bigint;
}

/** Gives back what vouchers took of limits, stock and budgets. */
export async function giveBackTakings(tx: Transaction, vouchers: readonly GivenBack[]): Promise<void> {
  const limited = vouchers.filter(({ period }) => period !== null);
  if (limited.length > 0) {
    await tx.query(
      `with back as (
         select r, w, p, count(*)::int as n from unnest($1::bigint[], $2::uuid[], $3::date[]) as t(r, w, p) group by r, w, p),
       held as (
         select k.resident_id, k.reward_id, k.period, n from inclusion.reward_taken k join back
             on k.resident_id = r and k.reward_id = w and k.period = p
          order by k.resident_id, k.reward_id, k.period for update of k)
       update inclusion.reward_taken k set count = greatest(k.count - n, 0) from held h
        where (k.resident_id, k.reward_id, k.period) = (h.resident_id, h.reward_id, h.period)`,
      [
        limited.map(({ resident }) => resident.toString()),
        limited.map(({ reward }) => reward),
        limited.map(({ period }) => period),
      ],
    );
  }
  await tx.query(
    `with back as (select w, count(*) as n from unnest($1::uuid[]) as t(w) group by w),
       held as (select r.id, n from inclusion.reward r join back on r.id = w
                 where r.stock is not null order by r.id for update of r)
     update inclusion.reward r set stock = r.stock + n from held h where r.id = h.id`,
    [vouchers.map(({ reward }) => reward)],
  );
  const funded = vouchers.filter(({ funding, settlementFen }) => funding !== null && settlementFen > 0n);
  if (funded.length === 0) return;
  await tx.query(
    `with back as (select f, sum(x) as fen from unnest($1::uuid[], $2::bigint[]) as t(f, x) group by f),
       held as (select b.id, fen from inclusion.funding b join back on b.id = f order by b.id for update of b)
     update inclusion.funding b set taken_fen = b.taken_fen - fen from held h where b.id = h.id`,
    [funded.map(({ funding }) => funding), funded.map(({ settlementFen }) => settlementFen.toString())],
  );
}

/** Givers of one cause write into so many rows, not all into one. */
const SLOTS = 16n;

export async function addToCharity(
  tx: Transaction,
  gift: {
    readonly resident: bigint;
    readonly reward: string;
    readonly points: bigint;
    readonly gifts: bigint;
  },
): Promise<void> {
  await tx.query(
    `insert into inclusion.charity_progress as c (reward_id, slot, points, gifts) values ($1, $2, $3, $4)
     on conflict (reward_id, slot) do update set points = c.points + excluded.points, gifts = c.gifts + excluded.gifts`,
    [gift.reward, (gift.resident % SLOTS).toString(), gift.points.toString(), gift.gifts.toString()],
  );
}
