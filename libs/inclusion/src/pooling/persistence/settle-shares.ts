import type { Transaction } from '@carbon/database';
import type { Micrograms } from '@carbon/kernel';

/**
 * Keeps so much of what a round has in the pool, of everybody in proportion; what is left over goes one by one to the
 * largest remainders, equal ones by number (as `splitExactly`). The rest comes back: it can be claimed again.
 * @param total what the round has in the pool, at least `kept`
 */
export async function cutShares(
  tx: Transaction,
  roundId: bigint,
  kept: Micrograms,
  total: Micrograms,
): Promise<void> {
  await tx.query(
    `with parts as (
       select resident_id, div(carried_ug * $2::numeric, $3::numeric) as whole,
              mod(carried_ug * $2::numeric, $3::numeric) as rest
         from inclusion.pool_share where round_id = $1 and carried_ug > 0),
       ranked as (
         select resident_id, whole, row_number() over (order by rest desc, resident_id) as place,
                $2::numeric - sum(whole) over () as over
           from parts),
       stays as (
         select resident_id, (whole + case when place <= over then 1 else 0 end)::bigint as ug from ranked)
     update inclusion.pool_share s
        set carried_ug = stays.ug, returned_ug = s.returned_ug + s.carried_ug - stays.ug
       from stays where s.round_id = $1 and s.resident_id = stays.resident_id and s.carried_ug <> stays.ug`,
    [roundId.toString(), kept.toString(), total.toString()],
  );
}

/**
 * CNV-002: so much of what rounds have in the pool is in units now, the first in first: earlier rounds before later ones,
 * and within a round by the residents' numbers. The rest stays in the pool.
 * @param rounds oldest first; `issueRound` is the one whose issue it is
 */
export async function issueShares(
  tx: Transaction,
  rounds: readonly bigint[],
  issued: Micrograms,
  issueRound: bigint,
): Promise<void> {
  await tx.query(
    `with due as (
       select resident_id, round_id, carried_ug,
              sum(carried_ug) over (order by round_id, resident_id) - carried_ug as before
         from inclusion.pool_share where round_id = any($1::bigint[]) and carried_ug > 0),
       parts as (
         select resident_id, round_id, least(carried_ug, greatest(0, $2::numeric - before))::bigint as ug from due),
       moved as (
         update inclusion.pool_share s set issued_ug = s.issued_ug + p.ug, carried_ug = s.carried_ug - p.ug
           from parts p
          where p.ug > 0 and s.resident_id = p.resident_id and s.round_id = p.round_id
         returning s.resident_id, s.round_id, p.ug)
     insert into inclusion.pool_unit (resident_id, round_id, issue_round_id, issued_ug)
     select resident_id, round_id, $3, ug from moved`,
    [rounds.map(String), issued.toString(), issueRound.toString()],
  );
}

/** Who is due a bonus. */
export interface BonusDue {
  readonly resident: bigint;
  readonly points: bigint;
}

/**
 * Notes the points that residents are due for what of theirs is in units, whole ones by the terms of each round, less those
 * given before; gives them, of the next residents after one. Who left is due none.
 */
export async function noteBonus(
  tx: Transaction,
  rounds: readonly bigint[],
  after: bigint,
  limit: number,
): Promise<BonusDue[]> {
  const rows = await tx.query<{ resident: string; points: string }>(
    `with next as (
       select distinct s.resident_id from inclusion.pool_share s
         join inclusion.resident p on p.id = s.resident_id and p.state <> 'left'
         join inclusion.pool_round r on r.id = s.round_id
         join inclusion.pooling_terms t on t.programme_id = r.programme_id and t.version = r.terms_version
        where s.round_id = any($1::bigint[]) and s.resident_id > $2
          and s.issued_ug / t.bonus_ug_per_point > s.bonus_points
        order by s.resident_id limit $3),
       noted as (
         update inclusion.pool_share s set bonus_points = d.due
           from (select s.resident_id, s.round_id, s.bonus_points as before, s.issued_ug / t.bonus_ug_per_point as due
                   from next n
                   join inclusion.pool_share s on s.resident_id = n.resident_id and s.round_id = any($1::bigint[])
                   join inclusion.pool_round r on r.id = s.round_id
                   join inclusion.pooling_terms t on t.programme_id = r.programme_id and t.version = r.terms_version) d
          where s.resident_id = d.resident_id and s.round_id = d.round_id and d.due > d.before
         returning s.resident_id, d.due - d.before as points)
     select resident_id as resident, sum(points) as points from noted group by resident_id order by resident_id`,
    [rounds.map(String), after.toString(), limit],
  );
  return rows.map((row) => ({ resident: BigInt(row.resident), points: BigInt(row.points) }));
}
