import type { Reader } from '@carbon/database';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import { actReason, COUNTED, TOLD_BEFORE } from '../../domain/index';

/** An act of a batch that was refused before it was stored: its place in what was sent is all that is kept of it. */
export interface Reject {
  readonly place: number;
  readonly reason: number;
}

/** Refused acts of a batch, in the order told. */
export function rejectsOf(outcomes: Uint8Array, page: PageRequest): Page<Reject> {
  const from = page.after === undefined ? 0 : Number(page.after[0]) + 1;
  const found: Reject[] = [];
  for (let place = from; place < outcomes.length && found.length <= page.limit; place++) {
    const reason = outcomes[place] ?? COUNTED;
    if (reason !== COUNTED && reason !== TOLD_BEFORE) found.push({ place, reason });
  }
  return toPage(found, page.limit, ({ place }) => [place.toString()]);
}

/** An act that was accepted and does not count, or not whole, as it was judged last. */
export interface JudgedReject {
  readonly actNo: string;
  /** Null once it was erased. */
  readonly eventId: string | null;
  readonly reason: number;
}

/** Acts of a partner that do not count, the latest first. */
export async function readJudgedRejects(
  reader: Reader,
  partnerId: number,
  page: PageRequest,
): Promise<Page<JudgedReject>> {
  const rows = await reader.query<JudgedReject>(
    `select v.act_no as "actNo", v.reason, a.event_id as "eventId"
       from (select distinct on (r.act_no) r.act_no, r.reason, r.resident_id, r.month, r.partner_id
               from inclusion.verdict r
              where r.partner_id = $1 and r.reason <> 0 and r.act_no < coalesce($2::bigint, 9223372036854775807)
                -- a correction or an appeal may have let it count since
                and not exists (
                  select from inclusion.verdict later
                   where later.resident_id = r.resident_id and later.act_no = r.act_no
                     and later.pass_id > r.pass_id and later.reason = 0 and later.amount > 0)
              order by r.act_no desc, r.pass_id desc limit $3) v
       left join inclusion.act a on a.resident_id = v.resident_id and a.partner_id = v.partner_id and a.month = v.month
            and a.act_no = v.act_no
      order by v.act_no desc`,
    [partnerId, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ actNo }) => [actNo]);
}

export interface DayTotal {
  readonly day: string;
  readonly outcome: number;
  readonly acts: number;
}

/**
 * Acts of a partner by the China day on which they were told and what came of them: when they came, and when they were
 * judged. Days both included.
 */
export async function readDayTotals(
  reader: Reader,
  partnerId: number,
  { from, to }: { readonly from: ChinaDate; readonly to: ChinaDate },
): Promise<DayTotal[]> {
  return reader.query<DayTotal>(
    `with batches as (
       select b.id, (b.received_at at time zone 'Asia/Shanghai')::date as day from inclusion.intake_batch b
        where b.partner_id = $1 and b.received_at >= $2::date::timestamp at time zone 'Asia/Shanghai'
          and b.received_at < ($3::date + 1)::timestamp at time zone 'Asia/Shanghai'),
     told as (
       select b.day, c.outcome, sum(c.acts)::int as acts
         from batches b join inclusion.intake_count c on c.batch_id = b.id group by 1, 2),
     judged as (
       select b.day, v.reason as outcome, count(distinct v.act_no)::int as acts
         from inclusion.verdict v join batches b on b.id = v.act_no / 8192
        where v.partner_id = $1 and v.reason <> 0
          and v.act_no >= (select min(id) from batches) * 8192
          and v.act_no < ((select max(id) from batches) + 1) * 8192
        group by 1, 2)
     select day::text as day, outcome, acts from told union all select day::text, outcome, acts from judged
      order by day, outcome`,
    [partnerId, from, to],
  );
}

/** What a refusal is called in tables. */
export function reasonCode(number: number): string {
  return actReason(number)?.code ?? (number === TOLD_BEFORE ? 'told-before' : 'accepted');
}
