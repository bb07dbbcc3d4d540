import { JOURNAL_DOMAIN, type LeafHasher } from '@carbon/kernel';
import { canonicalRecord, type JournalEntry, readJournal, type Reader } from '@carbon/ledger';
import { HASH_BYTES, TILE_WIDTH } from '../domain/index';
import { StoredTiles } from '../persistence/tile-store';
import type { SealSight } from './audit-check';

/** What is known of one place of the log: the row and its two hashes, and the hash that the tile holds. */
export interface LeafSight {
  readonly journalId: bigint;
  readonly row: RowSight | undefined;
  /** Of a leaf that stands for a group of audit records. */
  readonly seal?: SealSight;
  /** What level 0 of the tiles holds; undefined when it holds nothing there. */
  readonly logged: Buffer | undefined;
}

/** What is kept of a row while its checkpoint is checked. */
export interface RowSight {
  readonly leaf: Buffer;
  /** The leaf that the row's content and salt give. */
  readonly computed: Buffer;
  readonly transaction: string;
  readonly instrument: string;
  readonly accounts: readonly string[];
}

export interface BatchRow {
  readonly id: bigint;
  readonly count: number;
  readonly position: bigint | undefined;
}

/** Rows read at once. */
const RUN_ROWS = 5_000;

/** Batches with places `from` (included) to `to` (not), in the order of the log; neighbours are joined. */
export async function batchesBetween(reader: Reader, from: bigint, to: bigint): Promise<BatchRow[]> {
  const rows = await reader.query<{ id: string; transfer_count: number; log_position: string }>(
    `select id, transfer_count, log_position from ledger.batch
      where log_position >= $1 and log_position < $2 order by log_position`,
    [from.toString(), to.toString()],
  );
  const runs: BatchRow[] = [];
  for (const row of rows) {
    const next = { id: BigInt(row.id), count: row.transfer_count, position: BigInt(row.log_position) };
    const run = runs.at(-1);
    const offset = BigInt(run?.count ?? 0);
    const follows =
      run?.position !== undefined &&
      run.id + offset === next.id &&
      run.position + offset === next.position &&
      run.count + next.count <= RUN_ROWS;
    if (follows) runs.splice(-1, 1, { ...run, count: run.count + next.count });
    else runs.push(next);
  }
  return runs;
}

/** Batches without a place after an id, in order. */
export async function waitingBatches(reader: Reader, after: bigint, limit: number): Promise<BatchRow[]> {
  const rows = await reader.query<{ id: string; transfer_count: number }>(
    `select id, transfer_count from ledger.batch where log_position is null and id > $1 order by id limit $2`,
    [after.toString(), limit],
  );
  return rows.map((row) => ({ id: BigInt(row.id), count: row.transfer_count, position: undefined }));
}

/** Reads the rows of a batch and computes their leaves; `logged` holds the tiles' hashes from the batch's first place. */
export async function sightBatch(
  reader: Reader,
  hasher: LeafHasher,
  batch: BatchRow,
  logged: (offset: number) => Buffer | undefined,
): Promise<LeafSight[]> {
  const entries = await readJournal(reader, batch.id, batch.id + BigInt(batch.count));
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return Array.from({ length: batch.count }, (_, offset) => {
    const journalId = batch.id + BigInt(offset);
    const entry = byId.get(journalId);
    return { journalId, row: entry && sightOf(hasher, entry), logged: logged(offset) };
  });
}

function sightOf(hasher: LeafHasher, entry: JournalEntry): RowSight {
  const { record, leaf } = entry;
  return {
    leaf,
    computed: leafOf(hasher, entry),
    transaction: record.transaction,
    instrument: record.instrument,
    accounts: [record.debitAccount, record.creditAccount],
  };
}

function leafOf(hasher: LeafHasher, entry: JournalEntry): Buffer {
  return Buffer.from(hasher.leafOf(JOURNAL_DOMAIN, entry.salt, canonicalRecord(entry.record)));
}

/** The hashes that level 0 of the tiles holds for the places `from` to `to`; undefined where a tile is short. */
export async function loggedLeaves(
  reader: Reader,
  from: bigint,
  to: bigint,
): Promise<(Buffer | undefined)[]> {
  const width = BigInt(TILE_WIDTH);
  const first = from / width;
  const count = Number((to - 1n) / width - first) + 1;
  const tiles = await new StoredTiles(reader).read(
    Array.from({ length: count }, (_, at) => ({ level: 0, index: first + BigInt(at) })),
  );
  return Array.from({ length: Number(to - from) }, (_, at) => {
    const place = Number(from - first * width) + at;
    const tile = tiles[Math.floor(place / TILE_WIDTH)];
    const start = (place % TILE_WIDTH) * HASH_BYTES;
    return tile === undefined || tile.length < start + HASH_BYTES
      ? undefined
      : Buffer.from(tile.subarray(start, start + HASH_BYTES));
  });
}
