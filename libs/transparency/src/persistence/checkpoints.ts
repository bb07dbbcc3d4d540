import type { Reader } from '@carbon/ledger';
import { readDelta, type StoredDelta, storeDelta, type SupplyDelta } from './supply-deltas';

/** How far a checkpoint is on its way to the chain. */
export type CheckpointState = 'built' | 'sent' | 'mined' | 'final';

export interface StoredCheckpoint {
  readonly size: bigint;
  readonly previousSize: bigint;
  readonly root: Buffer;
  readonly note: string;
  readonly deltas: readonly SupplyDelta[];
  readonly createdAt: Date;
  readonly state: CheckpointState;
  /** The anchored checkpoint that stands for this one on chain. */
  readonly coveredBy: bigint | undefined;
  readonly transaction: string | undefined;
  readonly block: { readonly number: bigint; readonly hash: string } | undefined;
}

/** A transaction that is in a block. */
export interface Inclusion {
  readonly transaction: string;
  readonly blockNumber: bigint;
  readonly blockHash: string;
}

interface Row {
  size: string;
  previous_size: string;
  root: Buffer;
  note: string;
  supply_deltas: StoredDelta[];
  created_at: Date;
  state: CheckpointState;
  covered_by: string | null;
  tx_hash: string | null;
  block_number: string | null;
  block_hash: string | null;
}

const SELECT = 'select * from log.checkpoint';

function toCheckpoint(row: Row): StoredCheckpoint {
  return {
    size: BigInt(row.size),
    previousSize: BigInt(row.previous_size),
    root: row.root,
    note: row.note,
    deltas: row.supply_deltas.map(readDelta),
    createdAt: row.created_at,
    state: row.state,
    coveredBy: row.covered_by === null ? undefined : BigInt(row.covered_by),
    transaction: row.tx_hash ?? undefined,
    block:
      row.block_number === null || row.block_hash === null
        ? undefined
        : { number: BigInt(row.block_number), hash: row.block_hash },
  };
}

async function select(reader: Reader, rest: string, values: unknown[] = []): Promise<StoredCheckpoint[]> {
  return (await reader.query<Row>(`${SELECT} ${rest}`, values)).map(toCheckpoint);
}

export async function latestCheckpoint(reader: Reader): Promise<StoredCheckpoint | undefined> {
  return (await select(reader, 'order by size desc limit 1'))[0];
}

export async function checkpointOf(reader: Reader, size: bigint): Promise<StoredCheckpoint | undefined> {
  return (await select(reader, 'where size = $1', [size.toString()]))[0];
}

/** Up to `limit` checkpoints, newest first, smaller than `before`. */
export function checkpointsBefore(
  reader: Reader,
  before: bigint | undefined,
  limit: number,
): Promise<StoredCheckpoint[]> {
  return select(reader, 'where ($1::bigint is null or size < $1) order by size desc limit $2', [
    before?.toString() ?? null,
    limit,
  ]);
}

/** Up to `limit` checkpoints larger than `size`, smallest first. */
export function checkpointsAfter(reader: Reader, size: bigint, limit: number): Promise<StoredCheckpoint[]> {
  return select(reader, 'where size > $1 order by size limit $2', [size.toString(), limit]);
}

/** Checkpoints that were anchored themselves and wait to become final, and the one in flight, smallest first. */
export function unsettledCheckpoints(reader: Reader): Promise<StoredCheckpoint[]> {
  return select(reader, `where state in ('sent', 'mined') and covered_by is null order by size`);
}

/** The largest checkpoint that we believe the chain holds. */
export async function latestAnchored(reader: Reader): Promise<StoredCheckpoint | undefined> {
  return (
    await select(
      reader,
      `where state in ('mined', 'final') and covered_by is null order by size desc limit 1`,
    )
  )[0];
}

/**
 * The checkpoint to prove a leaf by: the newest final one that holds it, else the newest mined one, else the newest.
 * Nothing when the leaf is in no checkpoint.
 */
export async function checkpointFor(
  reader: Reader,
  leafIndex: bigint,
): Promise<StoredCheckpoint | undefined> {
  const size = leafIndex.toString();
  const anchored = `where size > $1 and state in ('mined', 'final') and covered_by is null and tx_hash is not null
    order by (state = 'final') desc, size desc limit 1`;
  const [best] = await select(reader, anchored, [size]);
  return best ?? (await select(reader, 'where size > $1 order by size desc limit 1', [size]))[0];
}

export async function insertCheckpoint(
  writer: Reader,
  checkpoint: Pick<StoredCheckpoint, 'size' | 'previousSize' | 'note' | 'deltas'> & { root: Uint8Array },
): Promise<void> {
  await writer.query(
    `insert into log.checkpoint (size, previous_size, root, note, supply_deltas) values ($1, $2, $3, $4, $5)`,
    [
      checkpoint.size.toString(),
      checkpoint.previousSize.toString(),
      Buffer.from(checkpoint.root),
      checkpoint.note,
      JSON.stringify(checkpoint.deltas.map(storeDelta)),
    ],
  );
}

export async function markSent(writer: Reader, size: bigint, transaction: string): Promise<void> {
  await writer.query(
    `update log.checkpoint set state = 'sent', tx_hash = $2, covered_by = null, block_number = null, block_hash = null
      where size = $1`,
    [size.toString(), transaction],
  );
}

/** The contract holds the checkpoint; all earlier ones that were still open are covered by it. */
export async function markMined(
  writer: Reader,
  size: bigint,
  inclusion: Inclusion | undefined,
): Promise<void> {
  await writer.query(
    `update log.checkpoint
        set state = 'mined',
            covered_by = case when size < $1 then $1 end,
            tx_hash = case when size = $1 then $2 end,
            block_number = case when size = $1 then $3::bigint end,
            block_hash = case when size = $1 then $4 end
      where size = $1 or (size < $1 and state in ('built', 'sent'))`,
    [
      size.toString(),
      inclusion?.transaction ?? null,
      inclusion?.blockNumber.toString() ?? null,
      inclusion?.blockHash ?? null,
    ],
  );
}

/** A checkpoint is deep enough in the chain; so are all before it, whose blocks lie deeper. */
export async function markFinal(writer: Reader, size: bigint): Promise<void> {
  await writer.query(`update log.checkpoint set state = 'final' where state = 'mined' and size <= $1`, [
    size.toString(),
  ]);
}

/** A transaction came to nothing: its checkpoint waits again. */
export async function markBuilt(writer: Reader, size: bigint): Promise<void> {
  await writer.query(
    `update log.checkpoint set state = 'built', tx_hash = null, block_number = null, block_hash = null
      where size = $1`,
    [size.toString()],
  );
}

/** The chain no longer holds checkpoints larger than `size`: they wait again. Returns their sizes. */
export async function markBuiltAfter(writer: Reader, size: bigint): Promise<bigint[]> {
  const rows = await writer.query<{ size: string }>(
    `with undone as (
       update log.checkpoint
          set state = 'built', covered_by = null, tx_hash = null, block_number = null, block_hash = null
        where (size > $1 or covered_by > $1) and state <> 'built' returning size)
     select size from undone order by size`,
    [size.toString()],
  );
  return rows.map((row) => BigInt(row.size));
}
