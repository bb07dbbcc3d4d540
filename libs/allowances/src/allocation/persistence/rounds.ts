import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import { type RoundAct, type RoundPhase, type RoundState, SHOWN_STATES } from '../domain/round-state';

export interface Round {
  readonly id: string;
  readonly number: string;
  readonly market: string;
  readonly year: number;
  readonly phase: RoundPhase;
  readonly sectors: readonly string[];
  /** Null for all. */
  readonly provinces: readonly string[] | null;
  /** The authority whose round it is; null of a machine. */
  readonly officeId: string | null;
  readonly note: string | null;
  readonly state: RoundState;
  /** The calculation that counts; 0 before the first. */
  readonly calculation: number;
  readonly publishedOn: ChinaDate | null;
  readonly appealsUntil: ChinaDate | null;
  readonly createdAt: Date;
  readonly createdBy: string;
}

export const ROUND_COLUMNS = `r.id, r.number, r.market, r.year, r.phase, r.sectors, r.provinces, r.office_id as "officeId",
  r.note, r.state, r.calculation, r.published_on::text as "publishedOn", r.appeals_until::text as "appealsUntil",
  r.created_at as "createdAt", r.created_by as "createdBy"`;

export type NewRound = Omit<Round, 'number' | 'state' | 'calculation' | 'publishedOn' | 'appealsUntil'>;

export async function insertRound(tx: Transaction, round: NewRound): Promise<string> {
  const [row] = await tx.query<{ number: string }>(
    `insert into allowances.allocation_round
       (id, number, market, year, phase, sectors, provinces, office_id, note, created_at, created_by)
     values ($1, 'AR' || lpad(nextval('allowances.allocation_round_number')::text, 6, '0'), $2, $3, $4, $5, $6, $7, $8,
       $9, $10)
     returning number`,
    [
      ...[round.id, round.market, round.year, round.phase, round.sectors, round.provinces, round.officeId],
      ...[round.note, round.createdAt, round.createdBy],
    ],
  );
  if (row === undefined) throw new Error('an allocation round was not kept');
  return row.number;
}

export interface RoundEvent {
  readonly act: RoundAct;
  readonly from: RoundState | 'new';
  readonly to: RoundState;
  readonly at: Date;
  readonly by: string;
  readonly approver?: string | undefined;
  readonly reason?: string | undefined;
  readonly calculation?: number | undefined;
  readonly publishedOn?: ChinaDate | undefined;
  readonly appealsUntil?: ChinaDate | undefined;
}

/** Adds an event; the state follows in the database, which refuses a step that is not in the table. */
export async function addRoundEvent(tx: Transaction, roundId: string, event: RoundEvent): Promise<void> {
  await tx.query(
    `insert into allowances.allocation_round_event
       (round_id, act, from_state, to_state, at, by_whom, approver, reason, calculation, published_on, appeals_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[roundId, event.act, event.from, event.to, event.at, event.by, event.approver ?? null],
      ...[event.reason ?? null, event.calculation ?? null, event.publishedOn ?? null],
      event.appealsUntil ?? null,
    ],
  );
}

/** Locked to the end of the transaction: acts on one round come one after the other. */
export async function lockRound(tx: Transaction, number: string): Promise<Round | undefined> {
  // the application may not update the row, so it takes a lock by number instead of one on the row
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('allowances.allocation-round ' || $1, 0))`, [
    number,
  ]);
  return findRound(tx, number);
}

/** The round with a number, whoever asks. */
export async function findRound(reader: Reader, number: string): Promise<Round | undefined> {
  const [row] = await reader.query<Round>(
    `select ${ROUND_COLUMNS} from allowances.allocation_round r where r.number = $1`,
    [number],
  );
  return row;
}

/**
 * For the values of `reachValues`: rounds of an authority within reach, and those shown already that say something of a
 * holder within reach.
 */
const SEEN = `(${inReach(1, { holder: 'r.office_id', moment: 'r.created_at' })}
  or r.state in (${SHOWN_STATES.map((state) => `'${state}'`).join(', ')}) and exists (
    select from allowances.allocation_line l where l.round_id = r.id and l.calculation = r.calculation
      and ${inReach(1, { holder: 'l.holder_id', moment: 'l.at' })}))`;

export async function isRoundSeen(reader: Reader, id: string, reach: Reach): Promise<boolean> {
  const rows = await reader.query(`select from allowances.allocation_round r where ${SEEN} and r.id = $4`, [
    ...reachValues(reach),
    id,
  ]);
  return rows.length > 0;
}

export interface RoundFilter {
  readonly market?: string | undefined;
  readonly year?: number | undefined;
  readonly phase?: RoundPhase | undefined;
  readonly state?: RoundState | undefined;
}

/** Rounds within reach, the latest first. */
export async function readRounds(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  { market, year, phase, state }: RoundFilter,
): Promise<Page<Round>> {
  const rows = await reader.query<Round>(
    `select ${ROUND_COLUMNS} from allowances.allocation_round r
      where ${SEEN} and ($4::text is null or r.market = $4) and ($5::int is null or r.year = $5)
        and ($6::text is null or r.phase = $6) and ($7::text is null or r.state = $7)
        and ($8::text is null or r.number < $8)
      order by r.number desc limit $9`,
    [
      ...[...reachValues(reach), market ?? null, year ?? null, phase ?? null, state ?? null],
      ...[page.after?.[0] ?? null, page.limit + 1],
    ],
  );
  return toPage(rows, page.limit, ({ number }) => [number]);
}

export interface RoundEventRecord extends RoundEvent {
  readonly id: string;
}

/** What happened to a round, oldest first. */
export async function readRoundEvents(
  reader: Reader,
  roundId: string,
  page: PageRequest,
): Promise<Page<RoundEventRecord>> {
  const rows = await reader.query<RoundEventRecord>(
    `select id, act, from_state as "from", to_state as "to", at, by_whom as "by", approver, reason, calculation,
            published_on::text as "publishedOn", appeals_until::text as "appealsUntil"
       from allowances.allocation_round_event where round_id = $1 and id > $2 order by id limit $3`,
    [roundId, page.after?.[0] ?? '0', page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}
