import { createSHA256 } from 'hash-wasm';
import {
  EMPTY_ROOT,
  HASH_BYTES,
  NodeHasher,
  rootAt,
  tileKey,
} from '../../../libs/transparency/src/domain/index';
import { type Tile, TreeBuilder } from '../../../libs/transparency/src/domain/index';
import { CheckFailed, type Line } from '../bench';
import { interleave, now } from '../rounds';

/** Records of one append, as one committed batch. */
const APPEND = 5_000;
const LEAF_BYTES = 1 + HASH_BYTES;
const NODE_BYTES = 1 + 2 * HASH_BYTES;

export const logAppend: Line = {
  name: 'log-append',
  async run({ sizes }) {
    const count = sizes.logLeaves;
    const sha256 = await createSHA256();
    const nodes = await NodeHasher.create();
    const leafInput = new Uint8Array(LEAF_BYTES);
    const nodeInput = new Uint8Array(NODE_BYTES).fill(1);
    const commitments = new Uint8Array(count * HASH_BYTES).map((_, at) => (at * 31) & 255);
    const leaves = new Uint8Array(APPEND * HASH_BYTES);
    let builder = TreeBuilder.resume(nodes, 0n, []);
    let tiles: readonly Tile[][] = [];

    /** The messages that the log must hash, and nothing else: a leaf and a node for each record. */
    const hashAlone = (): number => {
      const started = now();
      for (let at = 0; at < count; at++) {
        leafInput.set(commitments.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES), 1);
        sha256.init().update(leafInput).digest('binary');
        sha256.init().update(nodeInput).digest('binary');
      }
      return count / ((now() - started) / 1_000);
    };
    const append = (): number => {
      builder = TreeBuilder.resume(nodes, 0n, []);
      const written: Tile[][] = [];
      const started = now();
      for (let from = 0; from < count; from += APPEND) {
        const records = Math.min(APPEND, count - from);
        for (let at = 0; at < records; at++) {
          const start = (from + at) * HASH_BYTES;
          leafInput.set(commitments.subarray(start, start + HASH_BYTES), 1);
          leaves.set(sha256.init().update(leafInput).digest('binary'), at * HASH_BYTES);
        }
        written.push([...builder.append(leaves.subarray(0, records * HASH_BYTES)).changedTiles]);
      }
      const rate = count / ((now() - started) / 1_000);
      tiles = written;
      return rate;
    };
    const ratio = await interleave(
      sizes.rounds,
      {
        path: `log append by ${APPEND.toLocaleString('en')}: leaf, tree, tiles`,
        reference: 'SHA-256 of the same messages alone, same library',
        unit: '/s',
        goal: { atLeast: 0.5 },
      },
      hashAlone,
      append,
    );
    await check(builder, tiles);
    return { ratios: [ratio] };
  },
};

/** The tree that the written tiles hold is the tree that was built. */
async function check(builder: TreeBuilder, written: readonly Tile[][]): Promise<void> {
  const stored = new Map(written.flat().map((tile) => [tileKey(tile), tile.hashes]));
  const root = await rootAt(builder.size, {
    read: (wanted) => Promise.resolve(wanted.map((tile) => stored.get(tileKey(tile)) ?? EMPTY_ROOT)),
  });
  if (Buffer.compare(root, builder.root()) !== 0) throw new CheckFailed('the tiles do not hold the tree');
}
