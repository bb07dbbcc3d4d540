import type { Reader, Transaction } from '@carbon/database';
import { type Json, type Page, type PageRequest, toPage } from '@carbon/kernel';

export interface Delivery {
  readonly id: string;
  readonly recordId: string | null;
  readonly action: string;
  readonly state: 'waiting' | 'delivered' | 'given-up' | 'dropped';
  readonly attempts: number;
  readonly nextAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
}

/** A delivery whose time has come, with all that is needed to send it. */
export interface DueDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly url: string;
  readonly secret: Buffer;
  readonly formerSecret: Buffer | null;
  readonly attempts: number;
  readonly recordId: string | null;
  readonly createdAt: Date;
  readonly at: Date | null;
  readonly action: string | null;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly before: Json;
  readonly after: Json;
  readonly reason: string | null;
}

/**
 * Makes deliveries of records that wait, for every webhook that wants them; any number of processes may do so at once.
 * Returns how many records were gone through.
 */
export async function spread(tx: Transaction, families: readonly string[], now: Date): Promise<number> {
  const [row] = await tx.query<{ records: number }>(
    `with taken as (
       select record_id from events.pending order by record_id limit 1000 for update skip locked),
     gone as (delete from events.pending p using taken t where p.record_id = t.record_id),
     made as (
       insert into events.delivery (webhook_id, record_id, next_at, created_at)
       select w.id, r.id, $2, $2
         from taken t
         join audit.record r on r.id = t.record_id
         join events.webhook w on w.ended_at is null and r.at >= w.created_at
          and (w.holder_id is null or w.holder_id = r.holder_id) and r.action like any (w.patterns)
        where split_part(r.action, '.', 1) = any ($1::text[])
        order by r.id
       on conflict do nothing)
     select count(*)::int as records from taken`,
    [families, now],
  );
  return row?.records ?? 0;
}

/** The delivery that waits longest, kept from other processes for `seconds`. */
export async function takeDue(tx: Transaction, now: Date, seconds: number): Promise<DueDelivery | undefined> {
  const [row] = await tx.query<DueDelivery>(
    `with next as (
       select id from events.delivery where state = 'waiting' and next_at <= $1
        order by next_at, id limit 1 for update skip locked),
     taken as (
       update events.delivery d set attempts = attempts + 1, next_at = $1 + make_interval(secs => $2)
         from next where d.id = next.id
       returning d.id, d.webhook_id, d.record_id, d.attempts, d.created_at)
     select t.id, t.webhook_id as "webhookId", t.record_id as "recordId", t.attempts, t.created_at as "createdAt",
            w.url, w.secret, case when w.former_until > $1 then w.former_secret end as "formerSecret",
            r.at, r.action, r.subject_kind as "subjectKind", r.subject_id as "subjectId", r.before, r.after, r.reason
       from taken t join events.webhook w on w.id = t.webhook_id left join audit.record r on r.id = t.record_id`,
    [now, seconds],
  );
  return row;
}

export async function settleDelivered(
  tx: Transaction,
  due: DueDelivery,
  status: number,
  now: Date,
): Promise<void> {
  await tx.query(
    `update events.delivery set state = 'delivered', next_at = null, delivered_at = $2, last_status = $3,
            last_error = null
      where id = $1 and state = 'waiting'`,
    [due.id, now, status],
  );
  await tx.query(
    `update events.webhook set failing_since = null where id = $1 and failing_since is not null`,
    [due.webhookId],
  );
}

export async function settleFailed(
  tx: Transaction,
  due: DueDelivery,
  failure: {
    readonly status: number | null;
    readonly error: string | null;
    readonly nextAt: Date | undefined;
  },
  now: Date,
): Promise<void> {
  const { status, error, nextAt } = failure;
  await tx.query(
    `update events.delivery set state = $2, next_at = $3, last_status = $4, last_error = $5
      where id = $1 and state = 'waiting'`,
    [due.id, nextAt === undefined ? 'given-up' : 'waiting', nextAt ?? null, status, error],
  );
  await tx.query(`update events.webhook set failing_since = $2 where id = $1 and failing_since is null`, [
    due.webhookId,
    now,
  ]);
}

const TOLD = `d.id, d.record_id as "recordId", coalesce(r.action, 'webhook.tested') as action, d.state, d.attempts,
  d.next_at as "nextAt", d.last_status as "lastStatus", d.last_error as "lastError", d.created_at as "createdAt",
  d.delivered_at as "deliveredAt"`;

/** Newest first. */
export async function readDeliveries(
  reader: Reader,
  { limit, after }: PageRequest,
  webhookId: string,
): Promise<Page<Delivery>> {
  const rows = await reader.query<Delivery>(
    `select ${TOLD} from events.delivery d left join audit.record r on r.id = d.record_id
      where d.webhook_id = $1 and d.id < coalesce($2::bigint, 9223372036854775807) order by d.id desc limit $3`,
    [webhookId, after?.[0] ?? null, limit + 1],
  );
  return toPage(rows, limit, ({ id }) => [id]);
}

export async function insertTest(tx: Transaction, webhookId: string, now: Date): Promise<void> {
  await tx.query(`insert into events.delivery (webhook_id, next_at, created_at) values ($1, $2, $2)`, [
    webhookId,
    now,
  ]);
}

/** Lets a delivery that failed, or even one that arrived, be sent once more. Whether there was one. */
export async function sendAgain(tx: Transaction, webhookId: string, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `with again as (
       update events.delivery set state = 'waiting', next_at = $3, delivered_at = null, attempts = 0
        where id = $2 and webhook_id = $1 returning id)
     select id from again`,
    [webhookId, id, now],
  );
  return rows.length === 1;
}

/** Removes what ended long ago. */
export async function forgetDeliveries(tx: Transaction, before: Date): Promise<void> {
  await tx.query(`delete from events.delivery where state <> 'waiting' and created_at < $1`, [before]);
}
