import { FixedRows, type Transaction } from '@carbon/database';
import { type CountedAct, REASONS_THAT_TAKE_TIME, type ToldAct } from '../../domain/index';

/** What a pass must know of one resident: what is to be judged, and what counts already and could meet it. */
export interface ResidentActs {
  readonly resident: bigint;
  readonly told: readonly ToldAct[];
  readonly counted: readonly CountedAct[];
}

/** Methods, as programme and number, that need more than the days around an act. */
export interface MethodsOfNote {
  /** Capped by month: what counted in the month must be known. */
  readonly byMonth: readonly MethodKey[];
  /** Compared with the same month of the year before. */
  readonly readings: readonly MethodKey[];
}

export interface MethodKey {
  readonly programme: number;
  readonly method: number;
}

const METHODS_A_PROGRAMME = 65_536;
const keyOf = ({ programme, method }: MethodKey): string =>
  (programme * METHODS_A_PROGRAMME + method).toString();
const keysOf = (methods: readonly MethodKey[]): string => `'{${methods.map(keyOf).join(',')}}'::int[]`;

/** Told acts of batches. Numbers only: they come from our own columns. */
export function toldInBatches(batches: readonly bigint[], oldestMonth: string): string {
  const first = batches[0] ?? 0n;
  const last = batches.at(-1) ?? 0n;
  return `select a.resident_id, a.month, a.act_no, a.started_at, a.amount, a.duration_s, a.partner_id, a.programme_id,
            a.method, hashtextextended(a.event_id, 0) as event_hash
       from inclusion.act a
      where a.month >= date '${oldestMonth}'
        and a.act_no >= ${(first << 13n).toString()} and a.act_no < ${((last + 1n) << 13n).toString()}
        and (a.act_no >> 13) = any('{${batches.join(',')}}'::bigint[])`;
}

const EARTH_RADIUS_M = '6371008.8';
/** Metres along the great circle (haversine), whole. */
const STRAIGHT = `round(2 * ${EARTH_RADIUS_M} * asin(least(1, sqrt(
  power(sin(radians(p.to_latitude - p.from_latitude) / 2), 2) + cos(radians(p.from_latitude)) *
  cos(radians(p.to_latitude)) * power(sin(radians(p.to_longitude - p.from_longitude) / 2), 2)))))::int`;
const MICROSECONDS = (column: string): string => `(extract(epoch from ${column}) * 1000000)::int8`;
const IN_CHINA = (column: string): string => `${column} at time zone 'Asia/Shanghai'`;

/** resident, act, started (µs), amount, event hash, baseline (-1 none), duration, partner, straight line (-1 none), programme, method, counted */
const WIDTHS = [8, 8, 8, 8, 8, 8, 4, 4, 4, 2, 2, 2] as const;

/**
 * What is told goes into tables of its own first: the planner then knows how much it is. A pass may be of ten acts or of a
 * million, and what is good for one is a disaster for the other.
 */
async function gather(tx: Transaction, told: string, { byMonth }: MethodsOfNote): Promise<void> {
  await tx.query('drop table if exists pg_temp.told, pg_temp.whose');
  await tx.query(`create temporary table told on commit drop as ${told}`);
  await tx.query(
    `create temporary table whose on commit drop as
       select resident_id, min(started_at) as first, max(started_at + make_interval(secs => duration_s)) as last,
              bool_or(programme_id::int * ${METHODS_A_PROGRAMME} + method = any(${keysOf(byMonth)})) as by_month
         from told group by resident_id`,
  );
  await tx.query('analyze pg_temp.told');
  await tx.query('analyze pg_temp.whose');
}

const CHINA_START = (unit: 'day' | 'month'): string =>
  `date_trunc('${unit}', ${IN_CHINA('w.first')}) at time zone 'Asia/Shanghai' - interval '1 day'`;
/** What is told late meets a cap that later days of its month have filled. */
const MONTH_END = `(date_trunc('month', ${IN_CHINA('w.last')}) + interval '1 month') at time zone 'Asia/Shanghai'`;

/** Seconds that readings cover: what was taken back covers nothing. */
const COVERED = 'sum(sign(v.amount) * v.duration_s)::numeric';
/** PHI-003: of a month the year before, no more than was used in as long a time as the reading covers. */
const BASELINE = `div(sum(v.amount) * least(t.duration_s, ${COVERED}), ${COVERED})`;

/** Everything of a pass, resident by resident: what counted first, then what is to be judged. */
function question({ readings }: MethodsOfNote): string {
  return `copy (
    select t.resident_id, t.act_no, ${MICROSECONDS('t.started_at')}, t.amount, t.event_hash,
           coalesce(b.amount, -1)::int8, t.duration_s, t.partner_id,
           case when p.act_no is null then -1 else ${STRAIGHT} end, t.programme_id, t.method, 0::int2 as counted
      from told t
      left join inclusion.act_place p on p.resident_id = t.resident_id and p.act_no = t.act_no
      left join lateral (
        select ${BASELINE} as amount from inclusion.verdict v
         where t.programme_id::int * ${METHODS_A_PROGRAMME} + t.method = any(${keysOf(readings)})
           and v.resident_id = t.resident_id and v.month = (t.month - interval '1 year')::date
           and v.programme_id = t.programme_id and v.method = t.method and v.amount <> 0
        having sum(v.amount) > 0 and ${COVERED} > 0) b on true
    union all
    select v.resident_id, v.act_no, ${MICROSECONDS('v.started_at')}, v.amount, v.event_hash,
           -1::int8, v.duration_s, v.partner_id, -1::int4, v.programme_id, v.method, 1::int2
      from whose w join inclusion.verdict v on v.resident_id = w.resident_id
       and v.started_at >= case when w.by_month then ${CHINA_START('month')} else ${CHINA_START('day')} end
       and v.started_at < greatest(w.last + interval '1 day', case when w.by_month then ${MONTH_END} end)
     where v.reason = any('{${REASONS_THAT_TAKE_TIME.join(',')}}'::int2[])
    order by 1, 12 desc, 3, 2
  ) to stdout (format binary)`;
}

type Counted = { -readonly [K in keyof CountedAct]: CountedAct[K] };

/** What counts still; what is told anew takes no time from itself. */
function standing(counted: readonly CountedAct[], told: readonly ToldAct[]): readonly CountedAct[] {
  if (counted.length === 0) return counted;
  const anew = new Set(told.map(({ actNo }) => actNo));
  return counted.filter(({ amount, actNo }) => amount > 0 && !anew.has(actNo));
}

/**
 * Reads what is to be judged, resident after resident.
 * @param told a query of our own that gives the acts to be judged
 * @param take called once a resident, in their order; synchronous, for nothing else can be asked meanwhile
 */
export async function readActsToJudge(
  tx: Transaction,
  told: string,
  methods: MethodsOfNote,
  take: (acts: ResidentActs) => void,
): Promise<void> {
  const rows = new FixedRows(WIDTHS);
  const [
    RESIDENT,
    ACT,
    STARTED,
    AMOUNT,
    EVENT,
    BASELINE,
    DURATION,
    PARTNER,
    STRAIGHT_M,
    PROGRAMME,
    METHOD,
    COUNTED,
  ] = rows.at as unknown as readonly [
    ...[number, number, number, number, number, number, number, number, number, number, number, number],
  ];
  let resident = -1n;
  let waiting: ToldAct[] = [];
  let counted: Counted[] = [];
  const finish = (): void => {
    if (waiting.length > 0) take({ resident, told: waiting, counted: standing(counted, waiting) });
    waiting = [];
    if (counted.length > 0) counted = [];
  };
  await gather(tx, told, methods);
  for await (const part of tx.copyOut(question(methods))) {
    rows.read(part, (buffer, row) => {
      const of = buffer.readBigInt64BE(row + RESIDENT);
      if (of !== resident) {
        finish();
        resident = of;
      }
      const actNo = buffer.readBigInt64BE(row + ACT);
      const startedMs = Number(buffer.readBigInt64BE(row + STARTED)) / 1_000;
      const amount = Number(buffer.readBigInt64BE(row + AMOUNT));
      const programme = buffer.readInt16BE(row + PROGRAMME);
      const method = buffer.readInt16BE(row + METHOD);
      const partner = buffer.readInt32BE(row + PARTNER);
      const durationS = buffer.readInt32BE(row + DURATION);
      const eventHash = buffer.readBigInt64BE(row + EVENT);
      if (buffer.readInt16BE(row + COUNTED) === 1) {
        // a correction takes back what counted, and the act may count anew at another time: rows that agree are summed
        const before = counted.at(-1);
        if (before?.actNo === actNo && before.startedMs === startedMs) before.amount += amount;
        else counted.push({ actNo, programme, partner, method, eventHash, startedMs, durationS, amount });
        return;
      }
      const straight = buffer.readInt32BE(row + STRAIGHT_M);
      const measured = Number(buffer.readBigInt64BE(row + BASELINE));
      const straightM = straight < 0 ? null : straight;
      const baseline = measured < 0 ? null : measured;
      waiting.push({
        actNo,
        programme,
        partner,
        method,
        eventHash,
        startedMs,
        durationS,
        amount,
        straightM,
        baseline,
      });
    });
  }
  rows.end();
  finish();
}
