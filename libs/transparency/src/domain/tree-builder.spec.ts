import fc from 'fast-check';
import { EMPTY_ROOT, HASH_BYTES, NodeHasher, sha256 } from './merkle-hash';
import { MemoryTiles, flat, modelRoot, someLeaves } from './reference-tree.spec-support';
import { TILE_BYTES, edgeTiles } from './tiles';
import { TreeBuilder } from './tree-builder';

const ALL = flat(someLeaves(70_000));
const leaves = (from: number, to: number) => ALL.subarray(from * HASH_BYTES, to * HASH_BYTES);
const leafList = (count: number) =>
  Array.from({ length: count }, (_, index) => leaves(index, index + 1).slice());

let hasher: NodeHasher;
beforeAll(async () => {
  hasher = await NodeHasher.create();
});

/** Appends in steps, resuming from stored tiles before each. */
function grow(steps: readonly number[]): { tiles: MemoryTiles; size: number; root: Uint8Array } {
  const tiles = new MemoryTiles();
  let size = 0;
  let root = EMPTY_ROOT;
  for (const step of steps) {
    const builder = TreeBuilder.resume(hasher, BigInt(size), tiles.edge(BigInt(size)));
    const appended = builder.append(leaves(size, size + step));
    tiles.store(appended.changedTiles);
    size += step;
    root = appended.newRoot;
    expect(appended.newSize).toBe(BigInt(size));
  }
  return { tiles, size, root };
}

/** Jest compares large arrays slowly: compare what they hash to. */
function fingerprints(tiles: MemoryTiles): Map<string, string> {
  return new Map(tiles.entries().map(([key, hashes]) => [key, Buffer.from(sha256(hashes)).toString('hex')]));
}

describe('TreeBuilder', () => {
  it('an empty tree has the empty root and no edge', () => {
    expect(TreeBuilder.resume(hasher, 0n, []).root()).toEqual(EMPTY_ROOT);
    expect(edgeTiles(0n)).toEqual([]);
  });

  it('every root up to 300 leaves, leaf by leaf, is the root of RFC 9162', () => {
    const builder = TreeBuilder.resume(hasher, 0n, []);
    const list = leafList(300);
    for (let size = 1; size <= 300; size++) {
      const { newRoot } = builder.append(leaves(size - 1, size));
      expect(newRoot).toEqual(modelRoot(list.slice(0, size)));
    }
  });

  it.each([255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 70_000])(
    'one append of %i leaves gives the root of RFC 9162',
    (size) => {
      expect(grow([size]).root).toEqual(modelRoot(leafList(size)));
    },
  );

  it('any split into appends, resumed from tiles each time, gives the same root and the same tiles', () => {
    const steps = fc.oneof(
      fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 12 }),
      fc
        .tuple(
          fc.integer({ min: 65_000, max: 66_000 }),
          fc.array(fc.integer({ max: 700, min: 0 }), { maxLength: 5 }),
        )
        .map(([first, rest]) => [first, ...rest]),
    );
    fc.assert(
      fc.property(steps, (split) => {
        const pieces = grow(split);
        const whole = grow([pieces.size]);
        expect(Buffer.compare(pieces.root, whole.root)).toBe(0);
        expect(fingerprints(pieces.tiles)).toEqual(fingerprints(whole.tiles));
      }),
      { numRuns: 25 },
    );
  });

  it('level 0 tiles hold the leaves and level 1 tiles the roots of full level 0 tiles', () => {
    const { tiles } = grow([600]);
    expect(tiles.get({ level: 0, index: 1n })).toEqual(leaves(256, 512));
    expect(tiles.get({ level: 0, index: 2n })).toEqual(leaves(512, 600));
    expect(tiles.get({ level: 1, index: 0n })).toEqual(
      flat([modelRoot(leafList(256)), modelRoot(leafList(512).slice(256))]),
    );
    expect(tiles.entries()).toHaveLength(4);
  });

  it('an append gives each tile it touched once, whole, and no other', () => {
    const builder = TreeBuilder.resume(hasher, 0n, []);
    builder.append(leaves(0, 300));
    const { changedTiles } = builder.append(leaves(300, 520));
    expect(changedTiles.map(({ level, index, hashes }) => [level, index, hashes.length / 32])).toEqual([
      [0, 1n, 256],
      [0, 2n, 8],
      [1, 0n, 2],
    ]);
    expect(builder.append(new Uint8Array(0)).changedTiles).toEqual([]);
  });

  it('a root or tile given away is not changed by later appends', () => {
    const builder = TreeBuilder.resume(hasher, 0n, []);
    const first = builder.append(leaves(0, 1));
    builder.append(leaves(1, 600));
    expect(first.newRoot).toEqual(leaves(0, 1));
    expect(first.changedTiles[0]?.hashes).toEqual(leaves(0, 1));
  });

  it('resuming from tiles that grew since takes only what the size needs', () => {
    const { tiles } = grow([600]);
    const builder = TreeBuilder.resume(hasher, 550n, tiles.edge(550n));
    expect(builder.root()).toEqual(modelRoot(leafList(550)));
  });

  it('resuming with a missing, short or misplaced tile is refused', () => {
    const { tiles } = grow([600]);
    const [first, second] = tiles.edge(600n);
    expect(() => TreeBuilder.resume(hasher, 600n, [first!])).toThrow('LOG_TILE_INCOMPLETE: tile 1/0');
    expect(() => TreeBuilder.resume(hasher, 601n, [first!, second!])).toThrow(
      'LOG_TILE_INCOMPLETE: tile 0/2',
    );
    expect(() => TreeBuilder.resume(hasher, 600n, [{ ...first!, index: 1n }, second!])).toThrow('tile 0/2');
  });

  it('leaves that are not 32 bytes each, and sizes no tree has, are refused', () => {
    expect(() => TreeBuilder.resume(hasher, 0n, []).append(new Uint8Array(33))).toThrow(RangeError);
    expect(() => TreeBuilder.resume(hasher, -1n, [])).toThrow(RangeError);
    expect(() => TreeBuilder.resume(hasher, 2n ** 64n, [])).toThrow(RangeError);
  });

  it('continues a log of more leaves than a double can count', () => {
    const size = 2n ** 60n + 5n;
    const edge = edgeTiles(size).map((tile) => ({ ...tile, hashes: ALL.subarray(0, TILE_BYTES) }));
    const { newSize, changedTiles } = TreeBuilder.resume(hasher, size, edge).append(leaves(0, 3));
    expect(newSize).toBe(size + 3n);
    expect(changedTiles.map(({ level, index }) => [level, index])).toEqual([[0, 2n ** 52n]]);
  });

  it('small appends hash no tile again: only new nodes and the nodes of the root', () => {
    const builder = TreeBuilder.resume(hasher, 0n, []);
    builder.append(leaves(0, 65_535));
    const node = jest.spyOn(hasher, 'node');
    builder.append(leaves(65_535, 65_536));
    expect(node).toHaveBeenCalledTimes(16);
    node.mockClear();
    builder.append(leaves(65_536, 65_537));
    expect(node).toHaveBeenCalledTimes(1);
    node.mockRestore();
  });
});
