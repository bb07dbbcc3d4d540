import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { ActOfResident, Verdict } from '../domain/told-act';

interface ActRow {
  readonly act_no: string;
  readonly month: string;
  readonly started_at: Date;
  readonly started_us: string;
  readonly amount: string;
  readonly duration_s: number;
  readonly programme_id: number;
  readonly method: number;
  readonly code: string;
  readonly name_zh: string;
  readonly name_en: string;
}

const MICROSECONDS = '(extract(epoch from a.started_at) * 1000000)::int8';
const TOLD = `a.act_no, a.month::text, a.started_at, ${MICROSECONDS} as started_us, a.amount, a.duration_s,
  a.programme_id, a.method, a.partner_id`;

/** $1 resident, $2 months, $3 and $4 the last act of the page before, $5 how many. */
const PAGE = `
  select ${TOLD}, p.code, p.name_zh, p.name_en
    from inclusion.act a join inclusion.partner p on p.id = a.partner_id
   where a.resident_id = $1 and a.month = any($2::date[])
     and ($3::bigint is null or (${MICROSECONDS}, a.act_no) < ($3::bigint, $4::bigint))
   order by a.started_at desc, a.act_no desc limit $5`;

/** Months of which there can be acts, latest first: one partition each. */
const MONTHS = `
  select month::text from (
    select to_date(right(c.relname, 7), 'YYYY_MM') as month
      from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'inclusion.act'::regclass) m
   where ($1::date is null or month = $1::date)
     and ($2::bigint is null or month <= (to_timestamp($2::bigint / 1000000) at time zone 'Asia/Shanghai')::date)
   order by m.month desc`;

/** So many months are opened first; twice as many when a page is not full, and so on. */
const MONTHS_FIRST = 3;

/**
 * Acts of one resident, latest first. Months long ago are opened when somebody reads so far back.
 * @param month first day of a China month; all where undefined
 */
export async function readActs(
  reader: Pick<Reader, 'query'>,
  residentId: bigint,
  { limit, after }: PageRequest,
  month?: string,
): Promise<Page<ActOfResident>> {
  const [startedUs = null, actNo = null] = after ?? [];
  const months = await reader.query<{ month: string }>(MONTHS, [month ?? null, startedUs]);
  const rows: ActRow[] = [];
  for (let size = MONTHS_FIRST; months.length > 0 && rows.length <= limit; size *= 2) {
    const some = months.splice(0, size).map((each) => each.month);
    const wanted = limit + 1 - rows.length;
    rows.push(...(await reader.query<ActRow>(PAGE, [residentId.toString(), some, startedUs, actNo, wanted])));
  }
  const page = toPage(rows, limit, ({ started_us, act_no }) => [started_us, act_no]);
  return { ...page, items: await withVerdicts(reader, residentId, page.items) };
}

const ONE = `
  select ${TOLD}, p.code, p.name_zh, p.name_en
    from inclusion.act a join inclusion.partner p on p.id = a.partner_id
   where a.resident_id = $1 and a.act_no = $2`;

/** One act of a resident; undefined for everybody else's. */
export async function findAct(
  reader: Pick<Reader, 'query'>,
  residentId: bigint,
  actNo: string,
): Promise<ActOfResident | undefined> {
  const rows = await reader.query<ActRow>(ONE, [residentId.toString(), actNo]);
  const [act] = await withVerdicts(reader, residentId, rows);
  return act;
}

interface VerdictRow {
  readonly act_no: string;
  readonly pass_id: string;
  readonly judged_at: Date;
  readonly started_at: Date;
  readonly duration_s: number;
  readonly amount: string;
  readonly reduced_ug: string;
  readonly emitted_ug: string;
  readonly points: number;
  readonly reason: number;
  readonly judged: number;
  readonly appeal: string | null;
}

/** The last word on each act: rows with a negative figure only take an earlier one back. */
const VERDICTS = `
  select distinct on (v.act_no) v.act_no, v.pass_id, p.finished_at as judged_at, v.started_at, v.duration_s, v.amount,
         v.reduced_ug, v.emitted_ug, v.points, v.reason, count(*) over (partition by v.act_no)::int as judged,
         (select e.state from inclusion.appeal e where e.resident_id = $1 and e.act_no = v.act_no
           and e.pass_id = v.pass_id) as appeal
    from inclusion.verdict v
    join inclusion.pass p on p.id = v.pass_id
   where v.resident_id = $1 and v.act_no = any($2) and v.month = any($3)
     and v.amount >= 0 and v.reduced_ug >= 0 and v.emitted_ug >= 0 and v.points >= 0
   order by v.act_no, v.pass_id desc`;

/** A correction may have moved an act into another month, and there its verdict is. */
const MONTHS_MOVED_TO = `
  select distinct date_trunc('month', c.started_at at time zone 'Asia/Shanghai')::date::text as month
    from inclusion.act_correction c
   where c.resident_id = $1 and c.act_no = any($2) and c.started_at is not null`;

async function withVerdicts(
  reader: Pick<Reader, 'query'>,
  residentId: bigint,
  acts: readonly ActRow[],
): Promise<ActOfResident[]> {
  if (acts.length === 0) return [];
  const whose = [residentId.toString(), acts.map(({ act_no }) => act_no)];
  const moved = await reader.query<{ month: string }>(MONTHS_MOVED_TO, whose);
  const months = new Set([...acts, ...moved].map(({ month }) => month));
  const rows = await reader.query<VerdictRow>(VERDICTS, [...whose, [...months]]);
  const byAct = new Map(rows.map((row) => [row.act_no, row]));
  return acts.map((act) => toAct(act, byAct.get(act.act_no)));
}

function toAct(row: ActRow, verdict: VerdictRow | undefined): ActOfResident {
  return {
    number: BigInt(row.act_no),
    month: row.month,
    startedAt: row.started_at,
    durationS: row.duration_s,
    amount: BigInt(row.amount),
    partner: { code: row.code, name: { zh: row.name_zh, en: row.name_en } },
    programme: row.programme_id,
    method: row.method,
    verdict: verdict && toVerdict(verdict),
    appeal: verdict?.appeal ?? undefined,
  };
}

const toVerdict = (row: VerdictRow): Verdict => ({
  passId: BigInt(row.pass_id),
  judgedAt: row.judged_at,
  startedAt: row.started_at,
  durationS: row.duration_s,
  amount: BigInt(row.amount),
  reducedUg: BigInt(row.reduced_ug),
  emittedUg: BigInt(row.emitted_ug),
  points: row.points,
  reason: row.reason,
  corrected: row.judged > 1,
});
