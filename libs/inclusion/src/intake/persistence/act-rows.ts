import { BinaryCopy, type Transaction } from '@carbon/database';
import type { FitAct, StandingAct } from '../domain/told-act';

/** What all acts of a batch have in common. */
export interface BatchOfActs {
  readonly partnerId: number;
  readonly programmeId: number;
  /** The number of an act that stood at place 0 of the batch. */
  readonly firstNumber: number;
}

export interface SaltedActs {
  readonly acts: readonly FitAct[];
  /** 16 bytes an act, in their order. */
  readonly salts: Uint8Array;
}

const SALT = 16;
const COLUMNS = `resident_id, month, act_no, started_at, amount, duration_s, partner_id, programme_id, method, event_id, salt`;
const COPY_TO = (table: string) => `copy ${table} (${COLUMNS}) from stdin with (format binary)`;

/** Rows of one part of the message: the server works on it while the next is made. */
const PART = 512;
const BYTES_A_ROW = 160;

/** The first day of the China month in which a moment lies. */
export function monthOf(ms: number): string {
  return `${new Date(ms + CHINA_MS).toISOString().slice(0, 7)}-01`;
}
const CHINA_MS = 8 * 3_600_000;

/** Months by the moments they hold: most acts of a batch are of one or two. */
class Months {
  private from = 0;
  private until = 0;
  private month = '';

  of(ms: number): string {
    if (ms < this.from || ms >= this.until) {
      this.month = monthOf(ms);
      const [year = 0, number = 1] = this.month.split('-').map(Number);
      this.from = Date.UTC(year, number - 1, 1) - CHINA_MS;
      this.until = Date.UTC(year, number, 1) - CHINA_MS;
    }
    return this.month;
  }
}

/** The months of some acts. */
export function monthsOf(acts: readonly FitAct[]): string[] {
  const months = new Months();
  return [...new Set(acts.map(({ startedMs }) => months.of(startedMs)))];
}

/**
 * The acts as one COPY message, part by part. `beside` is called with each act in its order while the server reads those
 * before it, `atEnd` when it has all rows.
 */
function* message(
  { acts, salts }: SaltedActs,
  { partnerId, programmeId, firstNumber }: BatchOfActs,
  beside?: (act: FitAct, at: number) => void,
  atEnd?: () => void,
): Generator<Buffer, void> {
  const copy = new BinaryCopy(11, PART * BYTES_A_ROW);
  const months = new Months();
  for (const [at, act] of acts.entries()) {
    if (at > 0 && at % PART === 0) yield copy.take();
    copy
      .row()
      .whole(Number(act.residentId))
      .date(months.of(act.startedMs))
      .whole(firstNumber + act.place)
      .timestampMs(act.startedMs)
      .whole(act.amount)
      .int4(act.durationS)
      .int4(partnerId)
      .int2(programmeId)
      .int2(act.method.number)
      .text(act.eventId)
      .bytes(salts.subarray(at * SALT, (at + 1) * SALT));
    beside?.(act, at);
  }
  yield copy.finish();
  atEnd?.();
}

/** Stores acts of which none was told before. @throws a unique violation (23505) where one was */
export async function copyActs(
  tx: Transaction,
  salted: SaltedActs,
  batch: BatchOfActs,
  beside: (act: FitAct, at: number) => void,
  atEnd: () => void,
): Promise<void> {
  await tx.copy(COPY_TO('inclusion.act'), message(salted, batch, beside, atEnd));
}

/**
 * Stores those that were not told before, and finds what stands of the others.
 * @returns by the place of an act in its batch; acts that are not in it were stored
 */
export async function insertActs(
  tx: Transaction,
  salted: SaltedActs,
  batch: BatchOfActs,
): Promise<ReadonlyMap<number, StandingAct>> {
  await tx.query('create temporary table told_act (like inclusion.act) on commit drop');
  await tx.copy(COPY_TO('told_act'), message(salted, batch));
  const rows = await tx.query<{ told: string; act_no: string } & StandingRow>(
    `with stored as (
       insert into inclusion.act (${COLUMNS}) select ${COLUMNS} from told_act order by resident_id, event_id
       on conflict do nothing returning act_no)
     select t.act_no as told from told_act t where not exists (select from stored s where s.act_no = t.act_no)`,
  );
  // a statement of its own: it sees what another transaction stored just now
  const standing = await tx.query<{ told: string } & StandingRow>(
    `select t.act_no as told, a.act_no, a.started_at, a.duration_s, a.amount, a.method
       from told_act t join inclusion.act a using (resident_id, partner_id, event_id, month)
      where t.act_no = any($1::bigint[])`,
    [rows.map(({ told }) => told)],
  );
  if (standing.length !== rows.length) throw new Error('an act was neither stored nor there before');
  return new Map(standing.map((row) => [Number(row.told) - batch.firstNumber, toStanding(row)]));
}

interface StandingRow {
  act_no: string;
  started_at: Date;
  duration_s: number;
  amount: string;
  method: number;
}

function toStanding(row: StandingRow): StandingAct {
  return {
    actNo: BigInt(row.act_no),
    startedMs: row.started_at.getTime(),
    durationS: row.duration_s,
    amount: Number(row.amount),
    method: row.method,
  };
}

/** Precise places of acts that have them; they go when their acts are judged. */
export async function copyPlaces(
  tx: Transaction,
  acts: readonly FitAct[],
  { firstNumber }: BatchOfActs,
): Promise<void> {
  const copy = new BinaryCopy(6);
  let count = 0;
  for (const { residentId, place, from, to } of acts) {
    if (from === undefined || to === undefined) continue;
    count += 1;
    copy
      .row()
      .whole(Number(residentId))
      .whole(firstNumber + place);
    for (const { latitude, longitude } of [from, to]) copy.float8(latitude).float8(longitude);
  }
  if (count === 0) return;
  await tx.copy(
    `copy inclusion.act_place (resident_id, act_no, from_latitude, from_longitude, to_latitude, to_longitude)
       from stdin with (format binary)`,
    [copy.finish()],
  );
}
