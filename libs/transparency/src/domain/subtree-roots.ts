import { HASH_BYTES, nodeHash } from './merkle-hash';
import { TILE_HEIGHT, TILE_WIDTH, type TileId, TileIncomplete, type TileReader, tileKey } from './tiles';

/** The leaves `from` (included) to `to` (excluded) of the log: a node of the tree of some size. */
export interface LeafRange {
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * The roots `MTH(D[from:to])` of nodes of RFC 9162 section 2.1.1, from stored tiles, in one read. `from` must be a
 * multiple of a power of two that is at least the length, as the splits of the RFC make it; a range must not be empty.
 * @throws TileIncomplete when the store lacks a hash
 */
export async function subtreeRoots(ranges: readonly LeafRange[], reader: TileReader): Promise<Uint8Array[]> {
  const runs = ranges.map(completeSubtrees);
  const tiles = [...new Map(runs.flat().map((run) => [tileKey(run.tile), run.tile])).values()];
  const hashes = tiles.length === 0 ? [] : await reader.read(tiles);
  const stored = new Map(tiles.map((tile, position) => [tileKey(tile), hashes[position]]));
  return runs.map((parts) =>
    parts
      .map((run) => rootOfRun(run, stored.get(tileKey(run.tile))))
      .reduceRight((right, left) => nodeHash(left, right)),
  );
}

/** The largest power of two smaller than `size`, the `k` of RFC 9162 section 2.1.1; `size` is at least 2. */
export function splitOf(size: bigint): bigint {
  return 1n << BigInt(bitLength(size - 1n) - 1);
}

/** A complete subtree as it is stored: a run of 2^k hashes (k < 8) in one tile. */
interface Run {
  readonly tile: TileId;
  readonly first: number;
  readonly count: number;
}

/** Cuts a range into complete subtrees, largest and leftmost first: one for each bit of its length. */
function completeSubtrees(range: LeafRange): Run[] {
  const runs: Run[] = [];
  let from = range.from;
  while (from < range.to) {
    const height = bitLength(range.to - from) - 1;
    const level = Math.floor(height / TILE_HEIGHT);
    const first = from >> BigInt(level * TILE_HEIGHT);
    runs.push({
      tile: { level, index: first >> BigInt(TILE_HEIGHT) },
      first: Number(first & BigInt(TILE_WIDTH - 1)),
      count: 1 << (height % TILE_HEIGHT),
    });
    from += 1n << BigInt(height);
  }
  return runs;
}

function rootOfRun(run: Run, tile: Uint8Array | undefined): Uint8Array {
  const end = run.first + run.count;
  if (tile === undefined || tile.length < end * HASH_BYTES) throw new TileIncomplete(run.tile, end);
  let row = tile.slice(run.first * HASH_BYTES, end * HASH_BYTES);
  while (row.length > HASH_BYTES) {
    const above = new Uint8Array(row.length / 2);
    for (let at = 0; at < above.length; at += HASH_BYTES) {
      const left = 2 * at;
      const right = left + HASH_BYTES;
      above.set(nodeHash(row.subarray(left, right), row.subarray(right, right + HASH_BYTES)), at);
    }
    row = above;
  }
  return row;
}

function bitLength(positive: bigint): number {
  return positive.toString(2).length;
}
