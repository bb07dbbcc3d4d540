import type { Reader, Transaction } from '@carbon/database';
import {
  type ChinaDate,
  type ChinaMonth,
  type Micrograms,
  type Page,
  type PageRequest,
  toPage,
} from '@carbon/kernel';
import type { Programme } from '../../programmes/programme';
import { holdOffErasure } from '../../residents/erasure-lock';
import type { RoundState } from '../domain/round-state';

/** A round of pooling; micrograms but for counts, tonnes and points. */
export interface PoolRound {
  readonly id: bigint;
  readonly programme: number;
  readonly ordinal: number;
  readonly termsVersion: number;
  readonly state: RoundState;
  /** The last month whose acts are in it. */
  readonly upTo: ChinaMonth;
  /** The pool and the period of the room of credits. */
  readonly pool: string;
  readonly period: number;
  readonly from: ChinaDate;
  readonly to: ChinaDate;
  /** The first of its micrograms, by the programme's running number. */
  readonly fromUg: bigint;
  readonly residents: number;
  readonly takenUg: Micrograms;
  readonly returnedUg: Micrograms;
  readonly issuedUg: Micrograms;
  readonly carriedUg: Micrograms;
  readonly bonusPoints: bigint;
  readonly evidence: string;
  readonly residentsPermille: number;
  /** The rules it was taken by. */
  readonly pack: { readonly id: string; readonly version: string; readonly certainty: string };
  readonly ruleHash: string;
  readonly tonnes: bigint | null;
  readonly instrument: string | null;
  readonly transactionId: bigint | null;
  readonly openedAt: Date;
  readonly verifiedAt: Date | null;
  readonly settledAt: Date | null;
}

const WHOLE = ['id', 'fromUg', 'takenUg', 'returnedUg', 'issuedUg', 'carriedUg', 'bonusPoints'] as const;
const OPTIONAL = ['tonnes', 'transactionId'] as const;
type Row = Omit<PoolRound, (typeof WHOLE)[number] | (typeof OPTIONAL)[number]> &
  Readonly<Record<(typeof WHOLE)[number], string>> &
  Readonly<Record<(typeof OPTIONAL)[number], string | null>>;

const COLUMNS = `r.id, r.programme_id as programme, r.ordinal, r.terms_version as "termsVersion", r.state,
  to_char(r.up_to, 'YYYY-MM') as "upTo", r.pool, r.period, r.from_day::text as "from", r.to_day::text as "to",
  r.from_ug as "fromUg", r.residents, r.taken_ug as "takenUg", r.returned_ug as "returnedUg", r.issued_ug as "issuedUg",
  r.carried_ug as "carriedUg", r.bonus_points as "bonusPoints", encode(r.evidence, 'hex') as evidence,
  r.residents_permille as "residentsPermille", r.rule_hash as "ruleHash",
  json_build_object('id', r.rule_pack, 'version', r.rule_version, 'certainty', r.rule_certainty) as pack, r.tonnes,
  r.instrument, r.transaction_id as "transactionId", r.opened_at as "openedAt", r.verified_at as "verifiedAt",
  r.settled_at as "settledAt"`;

function toRound(row: Row): PoolRound {
  const whole = Object.fromEntries(WHOLE.map((name) => [name, BigInt(row[name])]));
  const optional = Object.fromEntries(
    OPTIONAL.map((name) => {
      const value = row[name];
      return [name, value === null ? null : BigInt(value)];
    }),
  );
  return { ...row, ...whole, ...optional } as unknown as PoolRound;
}

/**
 * What changes the pooling of a programme happens one after the other, and nobody is forgotten meanwhile. Taken first of
 * all in a transaction, and by withdrawals before they look for shares.
 */
export async function lockPooling(tx: Transaction, programmeId: number): Promise<void> {
  await holdOffErasure(tx);
  await tx.query(`select pg_advisory_xact_lock(hashtext('inclusion.pooling'), $1)`, [programmeId]);
}

export async function findRound(
  reader: Pick<Reader, 'query'>,
  programme: Pick<Programme, 'id'>,
  ordinal: number,
): Promise<PoolRound | undefined> {
  const [row] = await reader.query<Row>(
    `select ${COLUMNS} from inclusion.pool_round r where r.programme_id = $1 and r.ordinal = $2`,
    [programme.id, ordinal],
  );
  return row && toRound(row);
}

/** Rounds of a programme, the latest first. */
export async function listRounds(
  reader: Pick<Reader, 'query'>,
  programme: Pick<Programme, 'id'>,
  page: PageRequest,
): Promise<Page<PoolRound>> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} from inclusion.pool_round r
      where r.programme_id = $1 and ($2::bigint is null or r.ordinal < $2) order by r.ordinal desc limit $3`,
    [programme.id, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows.map(toRound), page.limit, ({ ordinal }) => [ordinal.toString()]);
}

/** Rounds by their ids. */
export async function roundsOf(
  reader: Pick<Reader, 'query'>,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, PoolRound>> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} from inclusion.pool_round r where r.id = any($1::bigint[])`,
    [ids.map(String)],
  );
  return new Map(rows.map(toRound).map((round) => [round.id, round]));
}

/** The round of a programme that waits for the room of credits. */
export async function waitingRound(
  reader: Pick<Reader, 'query'>,
  programmeId: number,
): Promise<PoolRound | undefined> {
  const [row] = await reader.query<Row>(
    `select ${COLUMNS} from inclusion.pool_round r where r.programme_id = $1 and r.state in ('told', 'verified')`,
    [programmeId],
  );
  return row && toRound(row);
}

/** Programmes that have such a round. */
export async function programmesWaiting(reader: Pick<Reader, 'query'>): Promise<number[]> {
  const rows = await reader.query<{ programme: number }>(
    `select programme_id as programme from inclusion.pool_round where state in ('told', 'verified') order by 1`,
  );
  return rows.map(({ programme }) => programme);
}

/** What a programme has in a pool and in no unit: the rounds it is of, oldest first. */
export async function carryingRounds(
  reader: Pick<Reader, 'query'>,
  programmeId: number,
): Promise<readonly { readonly id: bigint; readonly carriedUg: bigint }[]> {
  const rows = await reader.query<{ id: string; carried_ug: string }>(
    'select id, carried_ug from inclusion.pool_round where programme_id = $1 and carried_ug > 0 order by id',
    [programmeId],
  );
  return rows.map((row) => ({ id: BigInt(row.id), carriedUg: BigInt(row.carried_ug) }));
}

/** Ordinal and first microgram of the next round. */
export async function nextRound(
  tx: Transaction,
  programmeId: number,
): Promise<{ readonly ordinal: number; readonly fromUg: bigint }> {
  const [row] = await tx.query<{ ordinal: number; from_ug: string }>(
    `select coalesce(max(ordinal), 0) + 1 as ordinal, coalesce(max(from_ug + taken_ug), 0) as from_ug
       from inclusion.pool_round where programme_id = $1`,
    [programmeId],
  );
  return { ordinal: row?.ordinal ?? 1, fromUg: BigInt(row?.from_ug ?? 0) };
}

export interface NewRound
  extends
    Pick<PoolRound, 'programme' | 'ordinal' | 'termsVersion' | 'pool' | 'period' | 'from' | 'to' | 'fromUg'>,
    Pick<PoolRound, 'residentsPermille' | 'pack' | 'ruleHash' | 'openedAt'> {
  /** First day of the last month whose acts are in it. */
  readonly upToMonth: ChinaDate;
  readonly proposedBy: string;
  readonly approvedBy: string;
}

/** Enters a round that nothing is in yet; gives its id. */
export async function insertRound(tx: Transaction, round: NewRound): Promise<bigint> {
  const [row] = await tx.query<{ id: string }>(
    `insert into inclusion.pool_round (programme_id, ordinal, terms_version, up_to, pool, period, from_day, to_day,
       from_ug, evidence, residents_permille, rule_pack, rule_version, rule_certainty, rule_hash, proposed_by,
       approved_by, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, sha256(''), $10, $11, $12, $13, $14, $15, $16, $17) returning id`,
    [
      ...[round.programme, round.ordinal, round.termsVersion, round.upToMonth, round.pool, round.period],
      ...[round.from, round.to, round.fromUg.toString(), round.residentsPermille],
      ...[round.pack.id, round.pack.version, round.pack.certainty, round.ruleHash],
      ...[round.proposedBy, round.approvedBy, round.openedAt],
    ],
  );
  return BigInt(row?.id ?? 0);
}

/** Sums of rounds are those of their shares. */
export async function sumRounds(tx: Transaction, ids: readonly bigint[]): Promise<void> {
  await tx.query(
    `update inclusion.pool_round r
        set taken_ug = s.taken, returned_ug = s.returned, issued_ug = s.issued, carried_ug = s.carried,
            bonus_points = s.points
       from (select round_id, sum(taken_ug) as taken, sum(returned_ug) as returned, sum(issued_ug) as issued,
                    sum(carried_ug) as carried, sum(bonus_points) as points
               from inclusion.pool_share where round_id = any($1::bigint[]) group by round_id) s
      where r.id = s.round_id`,
    [ids.map(String)],
  );
}

export async function markVerified(tx: Transaction, id: bigint, now: Date): Promise<void> {
  await tx.query(`update inclusion.pool_round set state = 'verified', verified_at = $2 where id = $1`, [
    id.toString(),
    now,
  ]);
}

export async function markIssued(
  tx: Transaction,
  id: bigint,
  issued: Pick<PoolRound, 'instrument' | 'transactionId'> & { readonly tonnes: bigint; readonly now: Date },
): Promise<void> {
  await tx.query(
    `update inclusion.pool_round set state = 'issued', tonnes = $2, instrument = $3, transaction_id = $4,
       settled_at = $5 where id = $1`,
    [
      ...[id.toString(), issued.tonnes.toString(), issued.instrument],
      ...[issued.transactionId?.toString() ?? null, issued.now],
    ],
  );
}
