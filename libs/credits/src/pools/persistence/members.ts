import type { Reader, Transaction } from '@carbon/database';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import { memberUnknown } from '../domain/refusals';
import type { Pool, PoolMember } from './records';

const COLUMNS = `m.id, m.pool_id as "poolId", m.reference, m.kind, m.holder_id as "holderId",
  m.person_id as "personId", m.asset_kind as "assetKind", m.asset_key as "assetKey",
  m.weight_thousandths as "weightThousandths", m.joined_on::text as "joinedOn", m.left_on::text as "leftOn",
  m.consent_on::text as "consentOn"`;

type Row = Omit<PoolMember, 'weightThousandths'> & { readonly weightThousandths: string | null };

const toMember = (row: Row): PoolMember => ({
  ...row,
  weightThousandths: row.weightThousandths === null ? null : BigInt(row.weightThousandths),
});

/** A member of a pool by its number. @throws Refusal POOL_MEMBER_UNKNOWN */
export async function findMember(reader: Reader, pool: Pool, reference: string): Promise<PoolMember> {
  const [row] = await reader.query<Row>(
    `select ${COLUMNS} from credits.pool_member m where m.pool_id = $1 and m.reference = $2`,
    [pool.id, reference],
  );
  if (row === undefined) throw memberUnknown(reference);
  return toMember(row);
}

/** Members in the order of their numbers. */
export async function readMembers(reader: Reader, pool: Pool, page: PageRequest): Promise<Page<PoolMember>> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} from credits.pool_member m
      where m.pool_id = $1 and m.reference > $2 order by m.reference limit $3`,
    [pool.id, page.after?.[0] ?? '', page.limit + 1],
  );
  return toPage(rows.map(toMember), page.limit, ({ reference }) => [reference]);
}

/** Everybody who was a member on any day of a span. */
export async function membersWithin(
  reader: Reader,
  pool: Pool,
  from: ChinaDate,
  to: ChinaDate,
): Promise<PoolMember[]> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} from credits.pool_member m
      where m.pool_id = $1 and m.joined_on <= $3 and coalesce(m.left_on, 'infinity') >= $2 order by m.reference`,
    [pool.id, from, to],
  );
  return rows.map(toMember);
}

/** The member of a pool that stands there with a thing, on a day or the last there was; undefined where none. */
export async function memberOfKey(
  reader: Reader,
  pool: Pool,
  assetKey: string,
  on: ChinaDate | null = null,
): Promise<PoolMember | undefined> {
  const [row] = await reader.query<Row>(
    `select ${COLUMNS} from credits.pool_member m
      where m.pool_id = $1 and m.asset_key = $2
        and ($3::date is null or $3 between m.joined_on and coalesce(m.left_on, 'infinity'))
      order by m.joined_on desc limit 1`,
    [pool.id, assetKey, on],
  );
  return row === undefined ? undefined : toMember(row);
}

/** Whether anybody is a member of a pool on a day or later. */
export async function hasMembers(reader: Reader, pool: Pool, on: ChinaDate): Promise<boolean> {
  const rows = await reader.query(
    `select from credits.pool_member where pool_id = $1 and coalesce(left_on, 'infinity') >= $2 limit 1`,
    [pool.id, on],
  );
  return rows.length > 0;
}

/** The programmes that are, or were, members of a pool: their numbers. */
export async function programmesIn(reader: Reader, pool: Pool): Promise<ReadonlySet<string>> {
  const rows = await reader.query<{ reference: string }>(
    `select reference from credits.pool_member where pool_id = $1 and kind = 'programme'`,
    [pool.id],
  );
  return new Set(rows.map(({ reference }) => reference));
}

/** Members by id. */
export async function membersOf(reader: Reader, ids: readonly string[]): Promise<PoolMember[]> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} from credits.pool_member m where m.id = any($1::uuid[]) order by m.reference`,
    [ids],
  );
  return rows.map(toMember);
}

/** Whether a holder is, or stands now in one group of enterprises with, whoever was a member of a pool (CCR-013). */
export async function isLinkedToMember(reader: Reader, pool: Pool, holderId: string): Promise<boolean> {
  const [row] = await reader.query<{ linked: boolean }>(
    `with recursive up (own, head) as (
       select h.id = $2::uuid, h.id
         from (select $2::uuid as id union select holder_id from credits.pool_member
                where pool_id = $1 and holder_id is not null) h
       union
       select up.own, g.parent_id from up join identity.holder_group g on g.member_id = up.head and g.ended_at is null
     )
     select exists (select from credits.pool_member where pool_id = $1 and holder_id = $2)
         or exists (select from up a join up b on a.head = b.head where a.own and not b.own) as linked`,
    [pool.id, holderId],
  );
  return row?.linked === true;
}

export interface EnteringMember extends Omit<PoolMember, 'poolId' | 'leftOn'> {
  readonly consentDocument: string | null;
  readonly consentRecord: string | null;
}

/** Enters members with one statement. */
export async function insertMembers(
  tx: Transaction,
  pool: Pool,
  members: readonly EnteringMember[],
  by: { readonly actor: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `insert into credits.pool_member (pool_id, aggregator_id, entered_by, entered_at, id, reference, kind, holder_id,
       person_id, asset_kind, asset_key, weight_thousandths, joined_on, consent_on, consent_document, consent_record)
     select $1, $2, $3, $4, r.id, r.reference, r.kind, r.holder_id, r.person_id, r.asset_kind, r.asset_key, r.weight,
            r.joined_on, r.consent_on, decode(r.document, 'hex'), r.record
       from unnest($5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::uuid[], $10::text[], $11::text[], $12::bigint[],
                   $13::date[], $14::date[], $15::text[], $16::text[])
         as r(id, reference, kind, holder_id, person_id, asset_kind, asset_key, weight, joined_on, consent_on, document,
              record)`,
    [
      ...[pool.id, pool.holderId, by.actor, by.now],
      ...columns(
        members,
        ...(['id', 'reference', 'kind', 'holderId', 'personId', 'assetKind', 'assetKey'] as const),
        ...(['weightThousandths', 'joinedOn', 'consentOn', 'consentDocument', 'consentRecord'] as const),
      ),
    ],
  );
}

function columns<T>(rows: readonly T[], ...names: (keyof T)[]): unknown[][] {
  return names.map((name) =>
    rows.map((row) => {
      const value = row[name];
      return typeof value === 'bigint' ? value.toString() : value;
    }),
  );
}

/** Which of these would stand in two pools at once: by place in the list. @param taken why */
export async function findOverlaps(
  tx: Transaction,
  pool: Pool,
  members: readonly EnteringMember[],
): Promise<{ readonly at: number; readonly why: 'reference' | 'asset' | 'aggregator' }[]> {
  return tx.query(
    `select distinct r.at::int - 1 as at,
            case when m.pool_id = $1 and m.reference = r.reference then 'reference'
                 when m.asset_key = r.asset_key then 'asset' else 'aggregator' end as why
       from unnest($3::text[], $4::text[], $5::uuid[], $6::date[]) with ordinality
              as r(reference, asset_key, party, joined_on, at)
       join credits.pool_member m on (m.pool_id = $1 and m.reference = r.reference)
         or (m.asset_key = r.asset_key and coalesce(m.left_on, 'infinity') >= r.joined_on)
         or (coalesce(m.holder_id, m.person_id) = r.party and m.aggregator_id <> $2
             and coalesce(m.left_on, 'infinity') >= r.joined_on)
      order by at`,
    [
      ...[pool.id, pool.holderId],
      ...columns(members, 'reference', 'assetKey'),
      members.map(({ holderId, personId }) => holderId ?? personId),
      members.map(({ joinedOn }) => joinedOn),
    ],
  );
}

/** Whether a thing of one of these keys is in a pool on a day or later, or stands in what was verified of one. */
export async function countsInPool(
  reader: Reader,
  assetKeys: readonly string[],
  on: ChinaDate,
): Promise<boolean> {
  const rows = await reader.query(
    `select from credits.pool_member m
      where m.asset_key = any($1::text[])
        and (coalesce(m.left_on, 'infinity') >= $2
             or exists (select from credits.pool_share s where s.member_id = m.id and s.verified_ug > 0))
      limit 1`,
    [assetKeys, on],
  );
  return rows.length > 0;
}

/** Joining is told apart from leaving and from other joining, over all pools. */
export async function lockJoining(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('credits.pool-joining'))`);
}

/** Writes down that a member leaves after a day. Gives false when it had left before. */
export async function writeDeparture(
  tx: Transaction,
  member: PoolMember,
  departure: { readonly on: ChinaDate; readonly reason: string; readonly by: string },
): Promise<boolean> {
  const rows = await tx.query(
    `update credits.pool_member set left_on = $2, left_reason = $3, left_by = $4
      where id = $1 and left_on is null returning id`,
    [member.id, departure.on, departure.reason, departure.by],
  );
  return rows.length === 1;
}
