import type { Transaction } from '@carbon/database';

/** Corrections that a pass works off: of one act the last word counts. */
export interface ClaimedCorrections {
  readonly acts: number;
  readonly revoked: number;
}

export async function correctionsWait(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ wait: boolean }>(
    'select exists (select from inclusion.act_correction where pass_id is null) as wait',
  );
  return row?.wait === true;
}

/** Takes corrections of acts that were judged. @returns undefined when none wait */
export async function claimCorrections(
  tx: Transaction,
  pass: bigint,
  limit: number,
): Promise<ClaimedCorrections | undefined> {
  const [row] = await tx.query<{ acts: number; revoked: number }>(
    `with waiting as (
       select c.ctid from inclusion.act_correction c
         join inclusion.intake_batch b on b.id = c.act_no >> 13 and b.pass_id is not null
        where c.pass_id is null order by c.told_at limit $2 for update of c skip locked),
     taken as (
       update inclusion.act_correction c set pass_id = $1 from waiting w where c.ctid = w.ctid
       returning c.resident_id, c.act_no, c.kind)
     select count(distinct act_no)::int as acts, count(*) filter (where kind = 'revoked')::int as revoked from taken`,
    [pass.toString(), limit],
  );
  return row === undefined || row.acts === 0 ? undefined : row;
}

/** The last word on each act of a pass. */
const LAST_WORDS = (pass: bigint): string => `
  select distinct on (c.resident_id, c.act_no) c.* from inclusion.act_correction c
   where c.pass_id = ${pass.toString()} order by c.resident_id, c.act_no, c.told_at desc, c.id desc`;

/** A figure of an act as it was said last, by a correction of this pass or of one before, else as it was told. */
const SAID_LAST = (figure: 'started_at' | 'amount' | 'duration_s'): string => `
  coalesce(c.${figure}, (
    select k.${figure} from inclusion.act_correction k
     where k.resident_id = c.resident_id and k.act_no = c.act_no and k.id < c.id and k.${figure} is not null
     order by k.id desc limit 1), a.${figure})`;

/** The acts as they are now told, of corrections of one kind. */
export function correctedActs(pass: bigint, kind: 'corrected' | 'upheld' | 'revoked'): string {
  const begins = SAID_LAST('started_at');
  return `select a.resident_id, date_trunc('month', ${begins} at time zone 'Asia/Shanghai')::date as month, a.act_no,
            ${begins} as started_at, ${SAID_LAST('amount')} as amount, ${SAID_LAST('duration_s')} as duration_s, a.partner_id, a.programme_id, a.method,
            hashtextextended(a.event_id, 0) as event_hash
       from (${LAST_WORDS(pass)}) c
       join inclusion.act a on a.resident_id = c.resident_id and a.month = c.month and a.act_no = c.act_no
      where c.kind = '${kind}'`;
}

export async function ensureMonths(tx: Transaction, acts: string): Promise<void> {
  await tx.query(`select inclusion.ensure_month(month) from (select distinct month from (${acts}) a) m`);
}

/** Takes back everything that came of the corrected acts: rows with negative figures, and as much from the tail. */
export async function takeBack(tx: Transaction, pass: bigint): Promise<void> {
  await tx.query(
    `with reversed as (
       insert into inclusion.verdict (resident_id, month, act_no, pass_id, started_at, amount, reduced_ug, emitted_ug,
         event_hash, duration_s, partner_id, points, programme_id, method, reason, poolable_ug)
       select v.resident_id, v.month, v.act_no, $1, v.started_at, -sum(v.amount), -sum(v.reduced_ug),
              -sum(v.emitted_ug), v.event_hash, v.duration_s, v.partner_id, -sum(v.points), v.programme_id, v.method,
              v.reason, -sum(v.poolable_ug)
         from (${LAST_WORDS(pass)}) c
         join inclusion.verdict v on v.resident_id = c.resident_id and v.act_no = c.act_no
        group by v.resident_id, v.month, v.act_no, v.started_at, v.event_hash, v.duration_s, v.partner_id,
                 v.programme_id, v.method, v.reason
       having sum(v.amount) <> 0 or sum(v.reduced_ug) <> 0 or sum(v.emitted_ug) <> 0 or sum(v.points) <> 0
       returning *)
     insert into inclusion.unfolded
       (resident_id, pass_id, programme_id, month, acts, points, reduced_ug, poolable_ug, emitted_ug)
     select resident_id, $1, programme_id, month, -count(*) filter (where reason = 0), sum(points), sum(reduced_ug),
            sum(poolable_ug), sum(emitted_ug)
       from reversed group by resident_id, programme_id, month`,
    [pass.toString()],
  );
}
