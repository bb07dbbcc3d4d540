import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, startOfChinaDay, addDays, toPage } from '@carbon/kernel';
import type { Challenge } from '../domain/challenge';

export interface Standing {
  readonly place: number;
  readonly position: number;
  readonly nickname: string;
  readonly acts: number;
  readonly reducedUg: bigint;
  /** Whether it is the reader's own. */
  readonly own: boolean;
}

/** Whoever does not want to take part any more, or may only be stored, has no place. */
const TAKES_PART = (resident: string): string => `
  (exists (select from inclusion.resident r where r.id = ${resident} and r.state = 'active')
   and not exists (select from inclusion.preference p where p.resident_id = ${resident} and not p.in_challenges))`;

const KEPT_OUT = `
  delete from inclusion.challenge_standing s where s.challenge_id = $1 and not ${TAKES_PART('s.resident_id')}`;

/** Acts of a member count by the day on which they began, with every correction. Equal grams share a place. */
const RANKED = `
  with score as (
    select m.resident_id, m.nickname, coalesce(sum(v.reduced_ug), 0)::bigint as reduced_ug,
           coalesce(sum(sign(v.amount)), 0)::int as acts
      from inclusion.challenge_member m
      left join lateral (
        select v.reduced_ug, v.amount from inclusion.verdict v
         where v.resident_id = m.resident_id and v.started_at >= $3 and v.started_at < $4
           and v.month between date_trunc('month', $5::date)::date and $6::date
           and v.programme_id = $2 and ($7::smallint[] is null or v.method = any($7))) v on true
     where m.challenge_id = $1 and ${TAKES_PART('m.resident_id')}
     group by m.resident_id, m.nickname)
  insert into inclusion.challenge_standing as s (challenge_id, resident_id, place, position, acts, reduced_ug)
  select $1, resident_id, rank() over (order by reduced_ug desc),
         row_number() over (order by reduced_ug desc, lower(nickname)), acts, reduced_ug
    from score
  on conflict (challenge_id, resident_id) do update
    set place = excluded.place, position = excluded.position, acts = excluded.acts, reduced_ug = excluded.reduced_ug
  where (s.place, s.position, s.acts, s.reduced_ug)
    is distinct from (excluded.place, excluded.position, excluded.acts, excluded.reduced_ug)`;

/** Ranks the members of a challenge that is locked. */
export async function rankMembers(tx: Transaction, challenge: Challenge, now: Date): Promise<void> {
  const { id, programmeId, begins, ends, methods } = challenge;
  const from = startOfChinaDay(begins);
  const until = startOfChinaDay(addDays(ends, 1));
  await tx.query(KEPT_OUT, [id]);
  await tx.query(RANKED, [id, programmeId, from, until, begins, ends, methods]);
  await tx.query('update inclusion.challenge set ranked_at = $2 where id = $1', [id, now]);
}

/** From now on nothing of it changes but by who leaves; what is told of all stays. */
export async function finishChallenge(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.query(
    `update inclusion.challenge set finished_at = $2, final_members = s.members, final_ug = s.reduced_ug
       from (select count(*)::int as members, coalesce(sum(reduced_ug), 0) as reduced_ug
               from inclusion.challenge_standing where challenge_id = $1) s where id = $1`,
    [id, now],
  );
}

/** A challenge that has begun and was not ranked since a moment; others who rank take another. */
export async function lockDue(tx: Transaction, today: string, before: Date): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `select id from inclusion.challenge
      where finished_at is null and cancelled_at is null and begins <= $1 and (ranked_at is null or ranked_at < $2)
      order by ranked_at nulls first limit 1 for no key update skip locked`,
    [today, before],
  );
  return row?.id;
}

/** Places of a challenge in their order, as one of its members reads them. */
export async function readRanking(
  reader: Pick<Reader, 'query'>,
  challengeId: string,
  residentId: bigint,
  { limit, after }: PageRequest,
): Promise<Page<Standing>> {
  const rows = await reader.query<Omit<Standing, 'reducedUg'> & { reduced_ug: string }>(
    `select s.place, s.position, m.nickname, s.acts, s.reduced_ug, s.resident_id = $2 as own
       from inclusion.challenge_standing s
       join inclusion.challenge_member m on m.challenge_id = s.challenge_id and m.resident_id = s.resident_id
      where s.challenge_id = $1 and s.position > $3::bigint and ${TAKES_PART('s.resident_id')}
      order by s.position limit $4`,
    [challengeId, residentId.toString(), after?.[0] ?? '0', limit + 1],
  );
  const page = toPage(rows, limit, ({ position }) => [position.toString()]);
  return {
    ...page,
    items: page.items.map(({ reduced_ug, ...row }) => ({ ...row, reducedUg: BigInt(reduced_ug) })),
  };
}
