import type { NodeHasher } from './merkle-hash';
import { inclusionProof, type Proof } from './proofs';
import { type TileId, tileKey, type TileReader } from './tiles';
import { TreeBuilder } from './tree-builder';

/** The tree of one group of records, in memory: some thousands of leaves. */
export class GroupTree implements TileReader {
  private constructor(
    readonly count: bigint,
    readonly root: Uint8Array,
    private readonly tiles: ReadonlyMap<string, Uint8Array>,
  ) {}

  /** @param leaves leaf hashes of 32 bytes each, one after the other */
  static of(leaves: Uint8Array, hasher: NodeHasher): GroupTree {
    const { newSize, newRoot, changedTiles } = TreeBuilder.resume(hasher, 0n, []).append(leaves);
    return new GroupTree(newSize, newRoot, new Map(changedTiles.map((tile) => [tileKey(tile), tile.hashes])));
  }

  /** Proves that the leaf at a place is in the group. @throws RangeError when there is no such place */
  proof(ordinal: bigint): Promise<Proof> {
    return inclusionProof(ordinal, this.count, this);
  }

  read(tiles: readonly TileId[]): Promise<readonly Uint8Array[]> {
    return Promise.resolve(tiles.map((tile) => this.tiles.get(tileKey(tile)) ?? new Uint8Array(0)));
  }
}
