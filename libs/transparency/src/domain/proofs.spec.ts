import fc from 'fast-check';
import { EMPTY_ROOT, HASH_BYTES, NodeHasher } from './merkle-hash';
import { consistencyProof, inclusionProof, rootAt } from './proofs';
import {
  MemoryTiles,
  flat,
  modelConsistency,
  modelInclusion,
  modelRoot,
  someLeaves,
} from './reference-tree.spec-support';
import { TreeBuilder } from './tree-builder';
import { verifyConsistency, verifyInclusion } from './verify-proofs';

const LEAVES = someLeaves(70_000);
const FLAT = flat(LEAVES);
const SIZE = LEAVES.length;
let tiles: MemoryTiles;

beforeAll(async () => {
  tiles = new MemoryTiles();
  const builder = TreeBuilder.resume(await NodeHasher.create(), 0n, []);
  for (let from = 0; from < SIZE; from += 1_777) {
    tiles.store(builder.append(FLAT.subarray(from * HASH_BYTES, (from + 1_777) * HASH_BYTES)).changedTiles);
  }
});

beforeEach(() => {
  tiles.reads = 0;
  tiles.tilesRead = 0;
});

const bytes = (proof: readonly Uint8Array[]) => proof.map((node) => Buffer.from(node).toString('hex'));

describe('roots of past sizes', () => {
  it('every size up to 300 has the root of RFC 9162', async () => {
    expect(await rootAt(0n, tiles)).toEqual(EMPTY_ROOT);
    for (let size = 1; size <= 300; size++) {
      expect(await rootAt(BigInt(size), tiles)).toEqual(modelRoot(LEAVES.slice(0, size)));
    }
  });

  it.each([511, 512, 513, 65_535, 65_536, 65_537, 65_792, 70_000])('size %i', async (size) => {
    expect(await rootAt(BigInt(size), tiles)).toEqual(modelRoot(LEAVES.slice(0, size)));
  });

  it('a size the store has not reached is an error, not a wrong root', async () => {
    await expect(rootAt(BigInt(SIZE) + 1n, tiles)).rejects.toThrow('LOG_TILE_INCOMPLETE');
    await expect(rootAt(-1n, tiles)).rejects.toThrow(RangeError);
  });
});

describe('inclusion proofs', () => {
  it('every leaf of every size up to 130 has the proof of RFC 9162, and it verifies', async () => {
    for (let size = 1; size <= 130; size++) {
      const leaves = LEAVES.slice(0, size);
      const root = modelRoot(leaves);
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(BigInt(index), BigInt(size), tiles);
        if (size <= 40 || index % 9 === 0) expect(bytes(proof)).toEqual(bytes(modelInclusion(index, leaves)));
        expect(verifyInclusion(LEAVES[index]!, BigInt(index), BigInt(size), proof, root)).toBe(true);
      }
    }
  });

  it('random leaves of random sizes up to 70,000 verify, each proof in one read', async () => {
    const cases = fc
      .integer({ min: 1, max: SIZE })
      .chain((size) => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)));
    await fc.assert(
      fc.asyncProperty(cases, async ([index, size]) => {
        const root = await rootAt(BigInt(size), tiles);
        tiles.reads = 0;
        tiles.tilesRead = 0;
        const proof = await inclusionProof(BigInt(index), BigInt(size), tiles);
        expect(verifyInclusion(LEAVES[index]!, BigInt(index), BigInt(size), proof, root)).toBe(true);
        expect(tiles.reads).toBeLessThanOrEqual(1);
        expect(tiles.tilesRead).toBeLessThanOrEqual(6);
      }),
      {
        numRuns: 150,
        examples: [[[65_535, 65_536]], [[65_536, 65_537]], [[0, 65_537]], [[255, 256]], [[256, 257]]],
      },
    );
  });

  it('the proof for a leaf across three levels of tiles is that of RFC 9162', async () => {
    for (const [index, size] of [
      [65_536, 65_800],
      [300, 66_049],
      [69_999, 70_000],
    ] as const) {
      const proof = await inclusionProof(BigInt(index), BigInt(size), tiles);
      expect(bytes(proof)).toEqual(bytes(modelInclusion(index, LEAVES.slice(0, size))));
    }
  });

  it('the only leaf of a tree needs no proof and no read', async () => {
    expect(await inclusionProof(0n, 1n, tiles)).toEqual([]);
    expect(tiles.reads).toBe(0);
  });

  it('a leaf outside the tree has none', async () => {
    await expect(inclusionProof(5n, 5n, tiles)).rejects.toThrow(RangeError);
    await expect(inclusionProof(-1n, 5n, tiles)).rejects.toThrow(RangeError);
  });
});

describe('consistency proofs', () => {
  it('every pair of sizes up to 64 has the proof of RFC 9162, and it verifies', async () => {
    const roots = Array.from({ length: 65 }, (_, size) => modelRoot(LEAVES.slice(0, size)));
    for (let second = 1; second <= 64; second++) {
      for (let first = 1; first <= second; first++) {
        const proof = await consistencyProof(BigInt(first), BigInt(second), tiles);
        expect(bytes(proof)).toEqual(bytes(modelConsistency(first, LEAVES.slice(0, second))));
        expect(verifyConsistency(BigInt(first), BigInt(second), roots[first]!, roots[second]!, proof)).toBe(
          true,
        );
      }
    }
  });

  it('random pairs of sizes up to 70,000 verify, each proof in one read', async () => {
    const size = fc.integer({ min: 1, max: SIZE });
    await fc.assert(
      fc.asyncProperty(size, size, async (one, other) => {
        const [first, second] = [BigInt(Math.min(one, other)), BigInt(Math.max(one, other))];
        const [firstRoot, secondRoot] = [await rootAt(first, tiles), await rootAt(second, tiles)];
        tiles.reads = 0;
        const proof = await consistencyProof(first, second, tiles);
        expect(verifyConsistency(first, second, firstRoot, secondRoot, proof)).toBe(true);
        expect(tiles.reads).toBeLessThanOrEqual(1);
      }),
      {
        numRuns: 150,
        examples: [
          [65_536, 65_537],
          [256, 65_536],
          [255, 70_000],
          [65_535, 65_536],
        ],
      },
    );
  });

  it('from the empty tree and to the same tree there is nothing to prove', async () => {
    expect(await consistencyProof(0n, 9n, tiles)).toEqual([]);
    expect(await consistencyProof(9n, 9n, tiles)).toEqual([]);
  });

  it('a larger tree is not within a smaller one', async () => {
    await expect(consistencyProof(9n, 8n, tiles)).rejects.toThrow(RangeError);
  });
});
