import { EMPTY_ROOT } from './merkle-hash';
import { type LeafRange, splitOf, subtreeRoots } from './subtree-roots';
import { MAX_TREE_SIZE, type TileReader } from './tiles';

/** The nodes of a proof in the order of RFC 9162, 32 bytes each. */
export type Proof = readonly Uint8Array[];

/** The root of the first `size` leaves, for any size the log ever had. */
export async function rootAt(size: bigint, reader: TileReader): Promise<Uint8Array> {
  requireSize(size);
  if (size === 0n) return EMPTY_ROOT.slice();
  const [root] = await subtreeRoots([{ from: 0n, to: size }], reader);
  return root ?? EMPTY_ROOT.slice();
}

/**
 * Proves that the leaf at `index` is one of the first `size` leaves: PATH(m, D_n) of RFC 9162 section 2.1.3.1.
 * @throws RangeError when the index lies outside the tree
 */
export async function inclusionProof(index: bigint, size: bigint, reader: TileReader): Promise<Proof> {
  requireSize(size);
  if (index < 0n || index >= size)
    throw new RangeError(`no leaf ${index.toString()} among ${size.toString()}`);
  const siblings: LeafRange[] = [];
  let [from, to] = [0n, size];
  while (to - from > 1n) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      siblings.push({ from: middle, to });
      to = middle;
    } else {
      siblings.push({ from, to: middle });
      from = middle;
    }
  }
  return subtreeRoots(siblings.reverse(), reader);
}

/**
 * Proves that the first `first` leaves of the tree of `second` leaves are the tree of `first` leaves: PROOF(m, D_n) of
 * RFC 9162 section 2.1.4.1. Empty when the sizes are equal, and when `first` is 0: every tree extends the empty one, so
 * there is nothing to prove (and `verifyConsistency` takes no such proof).
 * @throws RangeError when `first` exceeds `second`
 */
export async function consistencyProof(first: bigint, second: bigint, reader: TileReader): Promise<Proof> {
  requireSize(first);
  requireSize(second);
  if (first > second) throw new RangeError(`${first.toString()} leaves are not within ${second.toString()}`);
  if (first === 0n || first === second) return [];
  const nodes: LeafRange[] = [];
  let [from, to] = [0n, second];
  while (to !== first) {
    const middle = from + splitOf(to - from);
    if (first <= middle) {
      nodes.push({ from: middle, to });
      to = middle;
    } else {
      nodes.push({ from, to: middle });
      from = middle;
    }
  }
  if (from !== 0n) nodes.push({ from, to });
  return subtreeRoots(nodes.reverse(), reader);
}

function requireSize(size: bigint): void {
  if (size < 0n || size > MAX_TREE_SIZE) throw new RangeError(`not the size of a tree: ${size.toString()}`);
}
