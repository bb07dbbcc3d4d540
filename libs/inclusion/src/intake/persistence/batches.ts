import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';

export const CHANNELS = ['http', 'ndjson', 'file', 'pull'] as const;
export type Channel = (typeof CHANNELS)[number];

/** One batch as it was taken in. */
export interface Batch {
  readonly id: bigint;
  readonly partnerId: number;
  readonly key: string;
  readonly bodyHash: Buffer;
  readonly channel: Channel;
  readonly receivedAt: Date;
  readonly told: number;
  readonly accepted: number;
  readonly repeated: number;
  readonly refused: number;
  /** Null where nothing was accepted. */
  readonly root: Buffer | null;
  /** The pass that judged it; null while it waits. */
  readonly passId: bigint | null;
}

interface BatchRow {
  id: string;
  partner_id: number;
  key: string;
  body_hash: Buffer;
  channel: Channel;
  received_at: Date;
  told: number;
  accepted: number;
  repeated: number;
  refused: number;
  root: Buffer | null;
  pass_id: string | null;
}

const COLUMNS = `b.id, b.partner_id, b.key, b.body_hash, b.channel, b.received_at, b.told, b.accepted, b.repeated,
  b.refused, b.root, b.pass_id`;

const toBatch = (row: BatchRow): Batch => ({
  id: BigInt(row.id),
  partnerId: row.partner_id,
  key: row.key,
  bodyHash: row.body_hash,
  channel: row.channel,
  receivedAt: row.received_at,
  told: row.told,
  accepted: row.accepted,
  repeated: row.repeated,
  refused: row.refused,
  root: row.root,
  passId: row.pass_id === null ? null : BigInt(row.pass_id),
});

export interface NewBatch extends Omit<Batch, 'root' | 'passId'> {
  readonly actor: string;
  /** One byte an act told. */
  readonly outcomes: Uint8Array;
  /** 32 bytes an act accepted. */
  readonly leaves: Uint8Array;
  readonly root: Uint8Array | null;
}

const INSERT = {
  name: 'inclusion-insert-batch',
  text: `with batch as (
           insert into inclusion.intake_batch (id, partner_id, key, body_hash, channel, actor, received_at, told, accepted,
             repeated, refused, outcomes, leaves, root)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning id)
         insert into inclusion.intake_count (batch_id, outcome, acts)
         select batch.id, c.outcome, c.acts from batch, unnest($15::smallint[], $16::int[]) as c(outcome, acts)`,
};

/** Writes a batch down, with its acts counted by what came of them. */
export async function insertBatch(tx: Transaction, batch: NewBatch): Promise<void> {
  const counts = new Map<number, number>();
  for (const outcome of batch.outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  await tx.query(INSERT, [
    ...[batch.id.toString(), batch.partnerId, batch.key, batch.bodyHash, batch.channel, batch.actor],
    ...[batch.receivedAt, batch.told, batch.accepted, batch.repeated, batch.refused],
    ...[batch.outcomes, batch.leaves, batch.root, [...counts.keys()], [...counts.values()]],
  ]);
}

const BY_KEY = {
  name: 'inclusion-batch-by-key',
  text: `select ${COLUMNS} from inclusion.intake_batch b where b.partner_id = $1 and b.key = $2`,
};

export async function findBatchByKey(
  tx: Transaction,
  partnerId: number,
  key: string,
): Promise<Batch | undefined> {
  const [row] = await tx.query<BatchRow>(BY_KEY, [partnerId, key]);
  return row && toBatch(row);
}

/** A batch of a partner; undefined for another's. */
export async function findBatch(reader: Reader, partnerId: number, id: bigint): Promise<Batch | undefined> {
  const [row] = await reader.query<BatchRow>(
    `select ${COLUMNS} from inclusion.intake_batch b where b.partner_id = $1 and b.id = $2`,
    [partnerId, id.toString()],
  );
  return row && toBatch(row);
}

/** Batches of a partner, the latest first. */
export async function readBatches(
  reader: Reader,
  partnerId: number,
  page: PageRequest,
): Promise<Page<Batch>> {
  const rows = await reader.query<BatchRow>(
    `select ${COLUMNS} from inclusion.intake_batch b
      where b.partner_id = $1 and b.id < coalesce($2::bigint, 9223372036854775807) order by b.id desc limit $3`,
    [partnerId, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows.map(toBatch), page.limit, ({ id }) => [id.toString()]);
}

export async function outcomesOf(reader: Reader, id: bigint): Promise<Buffer> {
  const [row] = await reader.query<{ outcomes: Buffer }>(
    'select outcomes from inclusion.intake_batch where id = $1',
    [id.toString()],
  );
  return row?.outcomes ?? Buffer.alloc(0);
}

/** How many batches wait to be judged, counted no further than `most`. */
export async function countWaiting(reader: Reader, most: number): Promise<number> {
  const [row] = await reader.query<{ waiting: number }>(
    `select count(*)::int as waiting
       from (select from inclusion.intake_batch where pass_id is null limit $1) as waiting`,
    [most],
  );
  return row?.waiting ?? 0;
}
