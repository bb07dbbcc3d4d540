import type { Reader, Transaction } from '@carbon/database';
import type { ChinaDate, Micrograms } from '@carbon/kernel';
import { consentStandsSql } from '@carbon/privacy';
import type { Programme } from '../../programmes/programme';
import { consentSourceSql, PLATFORM_SOURCE } from '../../residents/consents';

/** Of whom a round takes, and how much. */
export interface Taking {
  readonly programme: Pick<Programme, 'id' | 'code'>;
  /** Consents count from when the terms were published. */
  readonly termsSince: Date;
  /** First day of the last month. */
  readonly upToMonth: ChinaDate;
  readonly residentLimitUg: Micrograms | null;
  readonly mostResidents: number;
}

export interface Taken {
  readonly residents: number;
  readonly micrograms: Micrograms;
}

/**
 * Whose consent to pooling stands, said to the terms as they are ($3: since when) and after anything was taken back; of the
 * programme $1 with the code $2.
 */
const WILLING = `
  select distinct r.id as resident_id
    from inclusion.membership m
    join inclusion.resident r on r.id = m.resident_id and r.state = 'active'
    join privacy.consent c on c.person_id = r.person_id and c.purpose = 'pooling' and c.granted and c.at >= $3
     and c.source in (${consentSourceSql('$2')}, '${PLATFORM_SOURCE}')
    left join inclusion.pooling_stop s on s.resident_id = r.id and s.programme_id = m.programme_id
   where m.programme_id = $1 and m.left_at is null
     and (s.stopped_at is null or c.at > s.stopped_at)
     and not exists (
       select from privacy.consent later
        where later.person_id = c.person_id and later.purpose = c.purpose and later.source = c.source
          and later.seq > c.seq)
     and ${consentStandsSql('r.person_id', 'pooling', 'c.source')}`;

/** Whether a round would take of one resident now. */
export async function isWilling(
  reader: Pick<Reader, 'query'>,
  resident: bigint,
  programme: Pick<Programme, 'id' | 'code'>,
  termsSince: Date,
): Promise<boolean> {
  const rows = await reader.query(`${WILLING} and r.id = $4`, [
    ...[programme.id, programme.code, termsSince, resident.toString()],
  ]);
  return rows.length > 0;
}

/*
 * What is folded up to a month, less all that ever was given: what is left is the latest, so the first in was the first
 * out. Who gave least comes first where there is no room for everybody.
 */
const CLAIMABLE = `
  willing as (${WILLING}),
  claimable as (
    select w.resident_id,
           least(sum(m.poolable_ug) - coalesce(max(p.pooled_ug), 0), $5::bigint)::bigint as ug
      from willing w
      join inclusion.resident_month m on m.resident_id = w.resident_id and m.programme_id = $1 and m.month <= $4
      left join inclusion.pooled p on p.resident_id = w.resident_id and p.programme_id = $1
     group by w.resident_id
    having sum(m.poolable_ug) > coalesce(max(p.pooled_ug), 0)
     order by coalesce(max(p.pooled_ug), 0), w.resident_id
     limit $6)`;

const values = ({ programme, termsSince, upToMonth, residentLimitUg, mostResidents }: Taking): unknown[] => [
  ...[programme.id, programme.code, termsSince, upToMonth],
  ...[residentLimitUg?.toString() ?? null, mostResidents],
];

interface Row {
  residents: string;
  ug: string;
}

const toTaken = (row: Row | undefined): Taken => ({
  residents: Number(row?.residents ?? 0),
  micrograms: BigInt(row?.ug ?? 0),
});

/** What a round would take now. */
export async function planShares(reader: Pick<Reader, 'query'>, taking: Taking): Promise<Taken> {
  const [row] = await reader.query<Row>(
    `with ${CLAIMABLE} select count(*) as residents, coalesce(sum(ug), 0) as ug from claimable`,
    values(taking),
  );
  return toTaken(row);
}

/** Takes it, with one statement. */
export async function takeShares(tx: Transaction, roundId: bigint, taking: Taking): Promise<Taken> {
  const [row] = await tx.query<Row>(
    `with ${CLAIMABLE},
       taken as (
         insert into inclusion.pool_share (resident_id, round_id, programme_id, taken_ug, carried_ug)
         select resident_id, $7, $1, ug, ug from claimable order by resident_id returning taken_ug)
     select count(*) as residents, coalesce(sum(taken_ug), 0) as ug from taken`,
    [...values(taking), roundId.toString()],
  );
  return toTaken(row);
}

/**
 * Writes what a round took, and SHA-256 over its shares: the number of each resident and the micrograms, eight bytes each,
 * in the order of the numbers. Who is given the shares can go over it; the numbers lead to nobody.
 */
export async function writeTaken(tx: Transaction, roundId: bigint, taken: Taken): Promise<string> {
  const [row] = await tx.query<{ evidence: string }>(
    `update inclusion.pool_round r set residents = $2, taken_ug = $3, carried_ug = $3, evidence = s.evidence
       from (select sha256(string_agg(int8send(resident_id) || int8send(taken_ug), ''::bytea order by resident_id))
                      as evidence
               from inclusion.pool_share where round_id = $1) s
      where r.id = $1 returning encode(r.evidence, 'hex') as evidence`,
    [roundId.toString(), taken.residents, taken.micrograms.toString()],
  );
  return row?.evidence ?? '';
}
