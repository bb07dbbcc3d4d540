import { createHash } from 'node:crypto';

/**
 * RFC 9162 section 2.1 word for word, recursive and slow: the model that the contract is compared with.
 * Leaves are leaf hashes; every hash is a `0x` string as the contract takes it.
 */
const sha256 = (...parts: string[]): string =>
  `0x${createHash('sha256')
    .update(Buffer.from(parts.join(''), 'hex'))
    .digest('hex')}`;
const bare = (hash: string): string => hash.slice(2);

export const leafHash = (data: string): string => sha256('00', Buffer.from(data).toString('hex'));
export const nodeHash = (left: string, right: string): string => sha256('01', bare(left), bare(right));
export const emptyRoot = sha256();

/** Hashes of made-up records `record 0`, `record 1`, … */
export const leavesOf = (size: number): string[] =>
  Array.from({ length: size }, (_, index) => leafHash(`record ${index}`));

/** The largest power of two smaller than n. */
const split = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1);

/** MTH (2.1.1) */
export function rootOf(leaves: string[]): string {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leaves[0]!;
  const k = split(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

/** PATH (2.1.3.1) */
export function inclusionProof(index: number, leaves: string[]): string[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...inclusionProof(index, leaves.slice(0, k)), rootOf(leaves.slice(k))]
    : [...inclusionProof(index - k, leaves.slice(k)), rootOf(leaves.slice(0, k))];
}

/** PROOF (2.1.4.1), from the tree of the first `oldSize` leaves, at least one, to the tree of all. */
export function consistencyProof(oldSize: number, leaves: string[]): string[] {
  return subProof(oldSize, leaves, true);
}

function subProof(oldSize: number, leaves: string[], whole: boolean): string[] {
  if (oldSize === leaves.length) return whole ? [] : [rootOf(leaves)];
  const k = split(leaves.length);
  return oldSize <= k
    ? [...subProof(oldSize, leaves.slice(0, k), whole), rootOf(leaves.slice(k))]
    : [...subProof(oldSize - k, leaves.slice(k), false), rootOf(leaves.slice(0, k))];
}
