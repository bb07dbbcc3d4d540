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
  await beside(tx, 'stays (resident_id bigint primary key, ug bigint not null)', {
    text: `with parts as (
       select resident_id, div(carried_ug * $2::numeric, $3::numeric) as whole,
              mod(carried_ug * $2::numeric, $3::numeric) as rest
         from inclusion.pool_share where round_id = $1 and carried_ug > 0),
       ranked as (
         select resident_id, whole, row_number() over (order by rest desc, resident_id) as place,
                $2::numeric - sum(whole) over () as over
           from parts)
     select resident_id, whole + case when place <= over then 1 else 0 end from ranked`,
    values: [roundId.toString(), kept.toString(), total.toString()],
  });
  await tx.query(
    `update inclusion.pool_share s
        set carried_ug = stays.ug, returned_ug = s.returned_ug + s.carried_ug - stays.ug
       from pg_temp.stays where s.round_id = $1 and s.resident_id = stays.resident_id and s.carried_ug <> stays.ug`,
    [roundId.toString()],
  );
}

/**
 * Puts what a query gives into a table of this transaction with a key: however little the database knows of a round that was
 * just made, it then finds each resident by a look and does not go through all for each.
 */
async function beside(
  tx: Transaction,
  table: string,
  { text, values }: { readonly text: string; readonly values: readonly unknown[] },
): Promise<void> {
  const name = `pg_temp.${table.slice(0, table.indexOf(' '))}`;
  await tx.query(`drop table if exists ${name}`);
  await tx.query(`create temporary table ${table} on commit drop`);
  await tx.query(`insert into ${name} ${text}`, [...values]);
  await tx.query(`analyze ${name}`);
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
  await beside(
    tx,
    'goes (resident_id bigint, round_id bigint, ug bigint, primary key (resident_id, round_id))',
    {
      text: `with due as (
       select resident_id, round_id, carried_ug,
              sum(carried_ug) over (order by round_id, resident_id) - carried_ug as before
         from inclusion.pool_share where round_id = any($1::bigint[]) and carried_ug > 0)
     select resident_id, round_id, least(carried_ug, $2::numeric - before) from due where before < $2::numeric`,
      values: [rounds.map(String), issued.toString()],
    },
  );
  await tx.query(
    `with moved as (
       update inclusion.pool_share s set issued_ug = s.issued_ug + g.ug, carried_ug = s.carried_ug - g.ug
         from pg_temp.goes g where s.resident_id = g.resident_id and s.round_id = g.round_id
       returning s.resident_id, s.round_id, g.ug)
     insert into inclusion.pool_unit (resident_id, round_id, issue_round_id, issued_ug)
     select resident_id, round_id, $1, ug from moved`,
    [issueRound.toString()],
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
  await beside(
    tx,
    'due (resident_id bigint, round_id bigint, points bigint, primary key (resident_id, round_id))',
    {
      text: `with next as (
       select distinct s.resident_id from inclusion.pool_share s
         join inclusion.resident p on p.id = s.resident_id and p.state <> 'left'
         join inclusion.pool_round r on r.id = s.round_id
         join inclusion.pooling_terms t on t.programme_id = r.programme_id and t.version = r.terms_version
        where s.round_id = any($1::bigint[]) and s.resident_id > $2
          and s.issued_ug / t.bonus_ug_per_point > s.bonus_points
        order by s.resident_id limit $3)
     select s.resident_id, s.round_id, s.issued_ug / t.bonus_ug_per_point
       from next n
       join inclusion.pool_share s on s.resident_id = n.resident_id and s.round_id = any($1::bigint[])
       join inclusion.pool_round r on r.id = s.round_id
       join inclusion.pooling_terms t on t.programme_id = r.programme_id and t.version = r.terms_version
      where s.issued_ug / t.bonus_ug_per_point > s.bonus_points`,
      values: [rounds.map(String), after.toString(), limit],
    },
  );
  const rows = await tx.query<{ resident: string; points: string }>(
    `with before as (
       select s.resident_id, s.round_id, s.bonus_points from pg_temp.due d
         join inclusion.pool_share s on s.resident_id = d.resident_id and s.round_id = d.round_id),
       noted as (
         update inclusion.pool_share s set bonus_points = d.points
           from pg_temp.due d where s.resident_id = d.resident_id and s.round_id = d.round_id
         returning s.resident_id, s.round_id, d.points)
     select n.resident_id as resident, sum(n.points - b.bonus_points) as points
       from noted n join before b on b.resident_id = n.resident_id and b.round_id = n.round_id
      group by n.resident_id order by n.resident_id`,
  );
  return rows.map((row) => ({ resident: BigInt(row.resident), points: BigInt(row.points) }));
}
