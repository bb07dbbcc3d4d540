import { HASH_BYTES } from './merkle-hash';

/**
 * How the log is stored: as tiles of hashes, the model of C2SP tlog-tiles with height 8. Level 0 holds the leaf hashes,
 * level L the roots of the full tiles of level L-1. Only the last tile of a level may be partial; it grows by appending
 * and a hash once written never changes, so a tile read later still serves every smaller tree.
 */
export const TILE_HEIGHT = 8;
/** Hashes of a full tile. */
export const TILE_WIDTH = 256;
/** Bytes of a full tile. */
export const TILE_BYTES = TILE_WIDTH * HASH_BYTES;

/** The largest size of a tree: sizes and indexes are `uint64` in the contract and in RFC 9162. */
export const MAX_TREE_SIZE = 2n ** 64n - 1n;

/** Which tile. `index` counts the tiles of its level from the left. */
export interface TileId {
  readonly level: number;
  readonly index: bigint;
}

/** A tile with all hashes it holds now, 32 bytes each, one after the other. */
export interface Tile extends TileId {
  readonly hashes: Uint8Array;
}

/** Where stored tiles come from. */
export interface TileReader {
  /**
   * The hashes of each tile asked for, in the order asked; a tile may hold more hashes than the caller needs. Callers
   * ask for all they need at once: one proof is one read of O(log size) tiles.
   */
  read(tiles: readonly TileId[]): Promise<readonly Uint8Array[]>;
}

/** A tile lacks hashes that a tree of the stated size must have: the store is damaged, or behind its checkpoint. */
export class TileIncomplete extends Error {
  readonly code = 'LOG_TILE_INCOMPLETE';

  constructor(
    readonly tile: TileId,
    readonly neededHashes: number,
  ) {
    super(
      `LOG_TILE_INCOMPLETE: tile ${tileKey(tile)} of the log holds fewer than ${neededHashes} hashes or a broken one`,
    );
    this.name = 'TileIncomplete';
  }
}

/** `level/index`: the name of a tile in maps and messages. */
export function tileKey(tile: TileId): string {
  return `${tile.level}/${tile.index.toString()}`;
}

/** The partial tiles at the right edge of a tree and the number of hashes (1 to 255) each holds, lowest level first. */
export function edgeTiles(size: bigint): (TileId & { readonly width: number })[] {
  const edge: (TileId & { readonly width: number })[] = [];
  let hashes = size;
  for (let level = 0; hashes > 0n; level++) {
    const width = Number(hashes & 0xffn);
    hashes >>= BigInt(TILE_HEIGHT);
    if (width > 0) edge.push({ level, index: hashes, width });
  }
  return edge;
}
