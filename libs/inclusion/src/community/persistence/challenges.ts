import type { Reader, Transaction } from '@carbon/database';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Challenge, ChallengeKind } from '../domain/challenge';

interface Row {
  readonly id: string;
  readonly programme_id: number;
  readonly opener_id: string | null;
  readonly by_operator: boolean;
  readonly title: string;
  readonly kind: ChallengeKind;
  readonly code: string | null;
  readonly methods: number[] | null;
  readonly begins: ChinaDate;
  readonly ends: ChinaDate;
  readonly places: number | null;
  readonly settled_on: ChinaDate;
  readonly members: number;
  readonly ranked_at: Date | null;
  readonly finished_at: Date | null;
  readonly final_members: number | null;
  readonly final_ug: string | null;
  readonly cancelled_at: Date | null;
}

const COLUMNS = `c.id, c.programme_id, c.opener_id, c.by_operator, c.title, c.kind, c.code, c.methods, c.begins::text,
  c.ends::text, c.places, c.settled_on::text, c.members, c.ranked_at, c.finished_at, c.final_members, c.final_ug,
  c.cancelled_at`;

const toChallenge = (row: Row): Challenge => ({
  ...{
    id: row.id,
    programmeId: row.programme_id,
    byOperator: row.by_operator,
    title: row.title,
    kind: row.kind,
  },
  ...{ code: row.code, methods: row.methods, begins: row.begins, ends: row.ends, places: row.places },
  openerId: row.opener_id === null ? null : BigInt(row.opener_id),
  settledOn: row.settled_on,
  members: row.members,
  rankedAt: row.ranked_at,
  finishedAt: row.finished_at,
  finalMembers: row.final_members,
  finalUg: row.final_ug === null ? null : BigInt(row.final_ug),
  cancelledAt: row.cancelled_at,
});

export type NewChallenge = Omit<
  Challenge,
  'members' | 'rankedAt' | 'finishedAt' | 'finalMembers' | 'finalUg' | 'cancelledAt'
>;

export async function insertChallenge(tx: Transaction, challenge: NewChallenge, now: Date): Promise<void> {
  const { id, programmeId, openerId, byOperator, title, kind, code, methods } = challenge;
  await tx.query(
    `insert into inclusion.challenge (id, programme_id, opener_id, by_operator, title, kind, code, methods, begins, ends,
       places, settled_on, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[id, programmeId, openerId?.toString() ?? null, byOperator, title, kind, code, methods],
      ...[challenge.begins, challenge.ends, challenge.places, challenge.settledOn, now],
    ],
  );
}

export async function findChallenge(
  reader: Pick<Reader, 'query'>,
  by: { readonly id: string } | { readonly code: string },
): Promise<Challenge | undefined> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['code', by.code];
  const [row] = await reader.query<Row>(
    `select ${COLUMNS} from inclusion.challenge c where c.${column} = $1`,
    [value],
  );
  return row && toChallenge(row);
}

/** Joining, leaving and ranking happen one after the other. */
export async function lockChallenge(tx: Transaction, id: string): Promise<Challenge | undefined> {
  const [row] = await tx.query<Row>(
    `select ${COLUMNS} from inclusion.challenge c where c.id = $1 for no key update`,
    [id],
  );
  return row && toChallenge(row);
}

/** Open challenges of everybody in a programme, latest first. */
export async function readPublicChallenges(
  reader: Pick<Reader, 'query'>,
  programmeId: number,
  { limit, after }: PageRequest,
): Promise<Page<Challenge>> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} from inclusion.challenge c
      where c.programme_id = $1 and c.kind = 'programme' and c.cancelled_at is null and ($2::uuid is null or c.id < $2)
      order by c.id desc limit $3`,
    [programmeId, after?.[0] ?? null, limit + 1],
  );
  const page = toPage(rows, limit, ({ id }) => [id]);
  return { ...page, items: page.items.map(toChallenge) };
}

/** A challenge as one resident sees it. */
export interface OwnChallenge extends Challenge {
  readonly nickname: string | null;
  readonly standing: { readonly place: number; readonly acts: number; readonly reducedUg: bigint } | null;
}

interface OwnRow extends Row {
  readonly nickname: string | null;
  readonly place: number | null;
  readonly acts: number | null;
  readonly reduced_ug: string | null;
}

const OWN = `
  select ${COLUMNS}, m.nickname, s.place, s.acts, s.reduced_ug
    from inclusion.challenge c
    left join inclusion.challenge_member m on m.challenge_id = c.id and m.resident_id = $1
    left join inclusion.challenge_standing s on s.challenge_id = c.id and s.resident_id = $1`;

const toOwn = (row: OwnRow): OwnChallenge => ({
  ...toChallenge(row),
  nickname: row.nickname,
  standing:
    row.place === null
      ? null
      : { place: row.place, acts: row.acts ?? 0, reducedUg: BigInt(row.reduced_ug ?? 0) },
});

/** Challenges a resident takes part in or opened, latest first. */
export async function readOwnChallenges(
  reader: Pick<Reader, 'query'>,
  residentId: bigint,
  { limit, after }: PageRequest,
): Promise<Page<OwnChallenge>> {
  const rows = await reader.query<OwnRow>(
    `${OWN} where c.id in (
         select challenge_id from inclusion.challenge_member where resident_id = $1
         union select id from inclusion.challenge where opener_id = $1)
       and ($2::uuid is null or c.id < $2)
      order by c.id desc limit $3`,
    [residentId.toString(), after?.[0] ?? null, limit + 1],
  );
  const page = toPage(rows, limit, ({ id }) => [id]);
  return { ...page, items: page.items.map(toOwn) };
}

/** One challenge as a resident sees it: its own, joined, or open to a programme it is in. */
export async function findOwnChallenge(
  reader: Pick<Reader, 'query'>,
  residentId: bigint,
  id: string,
): Promise<OwnChallenge | undefined> {
  const [row] = await reader.query<OwnRow>(
    `${OWN} where c.id = $2 and (m.resident_id is not null or c.opener_id = $1 or (c.kind = 'programme' and exists (
       select from inclusion.membership p where p.resident_id = $1 and p.programme_id = c.programme_id
         and p.left_at is null)))`,
    [residentId.toString(), id],
  );
  return row && toOwn(row);
}

/** Ends it for everybody; who took part is forgotten. */
export async function cancelChallenge(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.query('delete from inclusion.challenge_member where challenge_id = $1', [id]);
  await tx.query('update inclusion.challenge set cancelled_at = $2, members = 0 where id = $1', [id, now]);
}
