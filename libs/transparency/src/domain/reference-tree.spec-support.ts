import { EMPTY_ROOT, HASH_BYTES, leafHash, nodeHash } from './merkle-hash';
import { type Tile, type TileId, type TileReader, edgeTiles, tileKey } from './tiles';

/*
 * The definitions of RFC 9162 sections 2.1.1, 2.1.3.1 and 2.1.4.1, word for word and slow: the model that tiles and
 * proofs are compared with.
 */

const split = (n: number): number => 2 ** Math.floor(Math.log2(n - 1));

export function modelRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return EMPTY_ROOT;
  if (leaves.length === 1) return first;
  const k = split(leaves.length);
  return nodeHash(modelRoot(leaves.slice(0, k)), modelRoot(leaves.slice(k)));
}

export function modelInclusion(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return m < k
    ? [...modelInclusion(m, leaves.slice(0, k)), modelRoot(leaves.slice(k))]
    : [...modelInclusion(m - k, leaves.slice(k)), modelRoot(leaves.slice(0, k))];
}

export function modelConsistency(m: number, leaves: readonly Uint8Array[], complete = true): Uint8Array[] {
  if (m === leaves.length) return complete ? [] : [modelRoot(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...modelConsistency(m, leaves.slice(0, k), complete), modelRoot(leaves.slice(k))]
    : [...modelConsistency(m - k, leaves.slice(k), false), modelRoot(leaves.slice(0, k))];
}

/** The leaf hashes of the texts "0", "1", … */
export function someLeaves(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => leafHash(Buffer.from(String(index))));
}

export function flat(hashes: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES);
  hashes.forEach((hash, index) => bytes.set(hash, index * HASH_BYTES));
  return bytes;
}

/** Tiles in memory; counts what proofs read. */
export class MemoryTiles implements TileReader {
  reads = 0;
  tilesRead = 0;
  private readonly tiles = new Map<string, Uint8Array>();

  store(tiles: readonly Tile[]): void {
    for (const tile of tiles) this.tiles.set(tileKey(tile), tile.hashes);
  }

  get(tile: TileId): Uint8Array {
    return this.tiles.get(tileKey(tile)) ?? new Uint8Array(0);
  }

  entries(): [string, Uint8Array][] {
    return [...this.tiles];
  }

  edge(size: bigint): Tile[] {
    return edgeTiles(size).map(({ level, index }) => ({ level, index, hashes: this.get({ level, index }) }));
  }

  read(tiles: readonly TileId[]): Promise<readonly Uint8Array[]> {
    this.reads += 1;
    this.tilesRead += tiles.length;
    return Promise.resolve(tiles.map((tile) => this.get(tile)));
  }
}
