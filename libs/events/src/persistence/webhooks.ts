import type { Reader, Transaction } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';

export interface Webhook {
  readonly id: string;
  readonly holderId: string | null;
  readonly url: string;
  readonly types: readonly string[];
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly failingSince: Date | null;
}

const COLUMNS = `id, holder_id as "holderId", url, types, created_at as "createdAt", ended_at as "endedAt",
  end_reason as "endReason", failing_since as "failingSince"`;
const IN_REACH = `($1::uuid[] is null or holder_id = any($1))`;

export async function insertWebhook(
  tx: Transaction,
  webhook: {
    readonly id: string;
    readonly holderId: string | null;
    readonly url: string;
    readonly types: readonly string[];
    readonly patterns: readonly string[];
    readonly secret: Buffer;
    readonly by: string;
    readonly now: Date;
  },
): Promise<Webhook> {
  const { id, holderId, url, types, patterns, secret, by, now } = webhook;
  const [row] = await tx.query<Webhook>(
    `insert into events.webhook (id, holder_id, url, types, patterns, secret, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${COLUMNS}`,
    [id, holderId, url, types, patterns, secret, by, now],
  );
  if (row === undefined) throw new Error('a webhook was not kept');
  return row;
}

export async function countLive(tx: Transaction, holderId: string | null): Promise<number> {
  const [row] = await tx.query<{ live: number }>(
    `select count(*)::int as live from events.webhook where holder_id is not distinct from $1 and ended_at is null`,
    [holderId],
  );
  return row?.live ?? 0;
}

/** Locked when `lock` says so, for those who are going to change it. */
export async function findWebhook(
  reader: Reader,
  id: string,
  reach: Reach,
  lock: 'lock' | 'look' = 'look',
): Promise<Webhook | undefined> {
  const [row] = await reader.query<Webhook>(
    `select ${COLUMNS} from events.webhook where ${IN_REACH} and id = $2 ${lock === 'lock' ? 'for update' : ''}`,
    [reachIds(reach), id],
  );
  return row;
}

export async function readWebhooks(
  reader: Reader,
  { limit, after }: PageRequest,
  reach: Reach,
): Promise<Page<Webhook>> {
  const rows = await reader.query<Webhook>(
    `select ${COLUMNS} from events.webhook
      where ${IN_REACH} and ($2::uuid is null or id > $2) order by id limit $3`,
    [reachIds(reach), after?.[0] ?? null, limit + 1],
  );
  return toPage(rows, limit, ({ id }) => [id]);
}

export async function endWebhook(
  tx: Transaction,
  id: string,
  { by, reason, now }: { readonly by: string; readonly reason: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `update events.webhook set ended_at = $2, ended_by = $3, end_reason = $4 where id = $1 and ended_at is null`,
    [id, now, by, reason],
  );
  await tx.query(
    `update events.delivery set state = 'dropped', next_at = null where webhook_id = $1 and state = 'waiting'`,
    [id],
  );
}
