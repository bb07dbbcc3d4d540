import { EMPTY_ROOT, HASH_BYTES, type NodeHasher } from './merkle-hash';
import {
  MAX_TREE_SIZE,
  TILE_BYTES,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
  TileIncomplete,
  edgeTiles,
} from './tiles';

/** What one append changed: the tree's new head and the complete new content of each touched tile, each tile once. */
export interface Appended {
  readonly newSize: bigint;
  readonly newRoot: Uint8Array;
  readonly changedTiles: readonly Tile[];
}

/**
 * Grows the log's Merkle tree (RFC 9162 section 2.1.1) from its right edge: every inner node is hashed exactly once in
 * the life of the tree, an append costs O(leaves + log size), and the tree is never rebuilt.
 *
 * An append changes the builder at once. When its tiles cannot be stored, throw the builder away and resume from the
 * stored ones.
 */
export class TreeBuilder {
  private readonly levels: EdgeTile[] = [];

  private constructor(
    private readonly hasher: NodeHasher,
    private treeSize: bigint,
  ) {}

  /**
   * Continues a tree of `size` leaves.
   * @param edge the stored tiles of `edgeTiles(size)`, in that order; they may hold more hashes than this size needs
   * @throws TileIncomplete when a tile is missing, misplaced or short
   */
  static resume(hasher: NodeHasher, size: bigint, edge: readonly Tile[]): TreeBuilder {
    if (size < 0n || size > MAX_TREE_SIZE) throw new RangeError(`not the size of a tree: ${size.toString()}`);
    const builder = new TreeBuilder(hasher, size);
    edgeTiles(size).forEach((needed, position) => {
      const tile = edge[position];
      if (tile?.level !== needed.level || tile.index !== needed.index) {
        throw new TileIncomplete(needed, needed.width);
      }
      const bytes = needed.width * HASH_BYTES;
      if (tile.hashes.length < bytes) throw new TileIncomplete(needed, needed.width);
      builder.level(needed.level).extend(tile.hashes.subarray(0, bytes), hasher);
    });
    for (const level of builder.levels) level.touched = false;
    return builder;
  }

  get size(): bigint {
    return this.treeSize;
  }

  /** The root over all leaves so far: O(log size). */
  root(): Uint8Array {
    let root: Uint8Array | undefined;
    for (const level of this.levels) root = level.foldOnto(root, this.hasher);
    return (root ?? EMPTY_ROOT).slice();
  }

  /** @param leaves leaf hashes of 32 bytes each, one after the other */
  append(leaves: Uint8Array): Appended {
    if (leaves.length % HASH_BYTES !== 0) throw new RangeError('leaves are 32 bytes each');
    const newSize = this.treeSize + BigInt(leaves.length / HASH_BYTES);
    if (newSize > MAX_TREE_SIZE) throw new RangeError('the tree is full');

    const changedTiles: Tile[] = [];
    this.push(0, leaves, changedTiles);
    this.treeSize = newSize;
    for (const [level, tile] of this.levels.entries()) {
      if (tile.touched) changedTiles.push(tile.snapshot(level));
      tile.touched = false;
    }
    return { newSize, newRoot: this.root(), changedTiles };
  }

  private push(level: number, hashes: Uint8Array, changedTiles: Tile[]): void {
    const tile = this.level(level);
    for (let taken = 0; taken < hashes.length;) {
      const end = Math.min(hashes.length, taken + tile.room());
      const root = tile.extend(hashes.subarray(taken, end), this.hasher);
      taken = end;
      if (root !== undefined) {
        changedTiles.push(tile.snapshot(level));
        tile.startNext();
        this.push(level + 1, root, changedTiles);
      }
    }
  }

  /** The edge tile of a level; a level met for the first time starts where the tree's size says. */
  private level(level: number): EdgeTile {
    for (;;) {
      const tile = this.levels[level];
      if (tile !== undefined) return tile;
      this.levels.push(new EdgeTile(this.treeSize >> BigInt(TILE_HEIGHT * (this.levels.length + 1))));
    }
  }
}

/**
 * The growing tile of one level with the roots of its complete subtrees: `peaks[h]` covers 2^h hashes and counts while
 * bit h of `count` is set, as in a binary counter.
 */
class EdgeTile {
  touched = false;
  private readonly hashes = new Uint8Array(TILE_BYTES);
  private readonly peaks = new Uint8Array((TILE_HEIGHT + 1) * HASH_BYTES);
  private count = 0;

  constructor(private index: bigint) {}

  /** Bytes that fit before the tile is full. */
  room(): number {
    return TILE_BYTES - this.count * HASH_BYTES;
  }

  /** Takes hashes that fit; gives the root of the tile when they fill it. */
  extend(hashes: Uint8Array, hasher: NodeHasher): Uint8Array | undefined {
    this.touched = true;
    this.hashes.set(hashes, this.count * HASH_BYTES);
    for (let end = this.count + hashes.length / HASH_BYTES; this.count < end; this.count++) {
      const from = this.count * HASH_BYTES;
      let carried: Uint8Array = this.hashes.subarray(from, from + HASH_BYTES);
      let height = 0;
      for (; ((this.count >> height) & 1) === 1; height++) {
        carried = hasher.node(this.peak(height), carried);
      }
      this.peaks.set(carried, height * HASH_BYTES);
    }
    return this.count === TILE_WIDTH ? this.peak(TILE_HEIGHT).slice() : undefined;
  }

  /** The root of everything from this tile's first hash on, given the root of what lies right of its last hash. */
  foldOnto(right: Uint8Array | undefined, hasher: NodeHasher): Uint8Array | undefined {
    let root = right;
    for (let height = 0; height < TILE_HEIGHT; height++) {
      if (((this.count >> height) & 1) === 0) continue;
      root = root === undefined ? this.peak(height) : hasher.node(this.peak(height), root);
    }
    return root;
  }

  snapshot(level: number): Tile {
    return { level, index: this.index, hashes: this.hashes.slice(0, this.count * HASH_BYTES) };
  }

  startNext(): void {
    this.count = 0;
    this.index += 1n;
    this.touched = false;
  }

  private peak(height: number): Uint8Array {
    return this.peaks.subarray(height * HASH_BYTES, (height + 1) * HASH_BYTES);
  }
}
