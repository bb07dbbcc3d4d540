import { hash } from 'node:crypto';

/** Bytes of one hash. */
export const HASH_BYTES = 32;
const NODE_PREFIX = 0x01;

/*
 * The tree of the acts of one batch (RFC 9162, section 2.1.1): a node is SHA-256(0x01 ‖ left ‖ right), a node without a
 * sibling goes up as it is. Leaves and levels are flat, 32 bytes a hash.
 */

/** SHA-256 of some bytes. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

const sha256: Hash = (bytes) => hash('sha256', bytes, 'buffer');

/** The level above one of `count` hashes. */
function above(level: Uint8Array, count: number, hashed: Hash): Uint8Array {
  const next = new Uint8Array(Math.ceil(count / 2) * HASH_BYTES);
  const input = new Uint8Array(1 + 2 * HASH_BYTES);
  input[0] = NODE_PREFIX;
  for (let at = 0; at + 1 < count; at += 2) {
    input.set(level.subarray(at * HASH_BYTES, (at + 2) * HASH_BYTES), 1);
    next.set(hashed(input), (at / 2) * HASH_BYTES);
  }
  if (count % 2 === 1) next.set(level.subarray((count - 1) * HASH_BYTES), next.length - HASH_BYTES);
  return next;
}

/** How many leaves there are. @throws RangeError when it is no whole number above nought */
function countOf(leaves: Uint8Array): number {
  const count = leaves.length / HASH_BYTES;
  if (count === 0 || !Number.isInteger(count)) throw new RangeError('leaves have 32 bytes each');
  return count;
}

/** The root of some leaves, at least one; `hashed` where a faster hasher is at hand. */
export function rootOf(leaves: Uint8Array, hashed: Hash = sha256): Uint8Array {
  let count = countOf(leaves);
  let level = leaves.subarray(0, leaves.length);
  while (count > 1) {
    level = above(level, count, hashed);
    count = Math.ceil(count / 2);
  }
  return level.slice();
}

/** The hashes beside the way from a leaf up to the root, lowest first. @throws RangeError when there is no such leaf */
export function pathOf(leaves: Uint8Array, leaf: number): Uint8Array[] {
  let count = countOf(leaves);
  if (!Number.isInteger(leaf) || leaf < 0 || leaf >= count) throw new RangeError('there is no such leaf');
  let level = leaves.subarray(0, leaves.length);
  let at = leaf;
  const path: Uint8Array[] = [];
  while (count > 1) {
    const sibling = at % 2 === 0 ? at + 1 : at - 1;
    if (sibling < count) path.push(level.slice(sibling * HASH_BYTES, (sibling + 1) * HASH_BYTES));
    level = above(level, count, sha256);
    count = Math.ceil(count / 2);
    at = Math.floor(at / 2);
  }
  return path;
}

/**
 * The root that a leaf at a place among `count` leads to by a path (RFC 9162, section 2.1.3.2).
 * @returns undefined where the path is not as long as that place needs, or holds something else than hashes
 */
export function rootByPath(
  leaf: Uint8Array,
  place: number,
  count: number,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(place) || place < 0 || place >= count)
    return undefined;
  if (![leaf, ...path].every(({ length }) => length === HASH_BYTES)) return undefined;
  let node = leaf;
  let taken = 0;
  for (let [at, size] = [place, count]; size > 1; [at, size] = [Math.floor(at / 2), Math.ceil(size / 2)]) {
    if (at % 2 === 0 && at + 1 === size) continue; // no sibling: it goes up as it is
    const sibling = path[taken++];
    if (sibling === undefined) return undefined;
    node = at % 2 === 0 ? nodeOf(node, sibling) : nodeOf(sibling, node);
  }
  return taken === path.length ? node : undefined;
}

function nodeOf(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(Buffer.concat([Uint8Array.of(NODE_PREFIX), left, right]));
}
