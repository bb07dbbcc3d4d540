import { HASH_BYTES, nodeHash, sameBytes } from './merkle-hash';
import type { Proof } from './proofs';
import { MAX_TREE_SIZE } from './tiles';

/** Why a proof is refused. */
export type ProofFault =
  | 'SIZE_OUT_OF_RANGE'
  | 'INDEX_OUTSIDE_TREE'
  | 'HASH_NOT_32_BYTES'
  | 'PROOF_TOO_SHORT'
  | 'PROOF_TOO_LONG'
  | 'ROOT_DIFFERS'
  | 'FIRST_ROOT_DIFFERS'
  | 'SECOND_ROOT_DIFFERS';

/**
 * Whether `leaf` (a leaf hash) stands at `index` in the tree of `size` leaves with this root, by RFC 9162 section
 * 2.1.3.2. Every node of the proof takes part and the length must be exact.
 */
export function verifyInclusion(
  leaf: Uint8Array,
  index: bigint,
  size: bigint,
  proof: Proof,
  root: Uint8Array,
): boolean {
  return inclusionFault(leaf, index, size, proof, root) === undefined;
}

/** As `verifyInclusion`, but says what is wrong; nothing when the proof holds. */
export function inclusionFault(
  leaf: Uint8Array,
  index: bigint,
  size: bigint,
  proof: Proof,
  root: Uint8Array,
): ProofFault | undefined {
  if (!isSize(size)) return 'SIZE_OUT_OF_RANGE';
  if (index < 0n || index >= size) return 'INDEX_OUTSIDE_TREE';
  if (![leaf, root, ...proof].every(isHash)) return 'HASH_NOT_32_BYTES';

  const climb = new Climb(index, size - 1n);
  let hash = leaf;
  for (const node of proof) {
    if (climb.atTop()) return 'PROOF_TOO_LONG';
    hash = climb.isRightChild() ? nodeHash(node, hash) : nodeHash(hash, node);
    climb.up();
  }
  if (!climb.atTop()) return 'PROOF_TOO_SHORT';
  return sameBytes(hash, root) ? undefined : 'ROOT_DIFFERS';
}

/**
 * Whether the tree of `second` leaves extends the tree of `first` leaves, by RFC 9162 section 2.1.4.2. Trees of equal
 * size need equal roots and an empty proof. `first` must be at least 1: nothing is proved about the empty tree, which
 * every tree extends.
 */
export function verifyConsistency(
  first: bigint,
  second: bigint,
  firstRoot: Uint8Array,
  secondRoot: Uint8Array,
  proof: Proof,
): boolean {
  return consistencyFault(first, second, firstRoot, secondRoot, proof) === undefined;
}

/** As `verifyConsistency`, but says what is wrong; nothing when the proof holds. */
export function consistencyFault(
  first: bigint,
  second: bigint,
  firstRoot: Uint8Array,
  secondRoot: Uint8Array,
  proof: Proof,
): ProofFault | undefined {
  if (!isSize(second) || first < 1n || first > second) return 'SIZE_OUT_OF_RANGE';
  if (![firstRoot, secondRoot, ...proof].every(isHash)) return 'HASH_NOT_32_BYTES';
  if (first === second) {
    if (proof.length > 0) return 'PROOF_TOO_LONG';
    return sameBytes(firstRoot, secondRoot) ? undefined : 'SECOND_ROOT_DIFFERS';
  }

  const firstIsComplete = (first & (first - 1n)) === 0n;
  const [start, ...rest] = firstIsComplete ? [firstRoot, ...proof] : proof;
  if (start === undefined) return 'PROOF_TOO_SHORT';
  const climb = new Climb(first - 1n, second - 1n);
  climb.skipRightChildren();
  let [firstHash, secondHash] = [start, start];
  for (const node of rest) {
    if (climb.atTop()) return 'PROOF_TOO_LONG';
    if (climb.isRightChild()) {
      firstHash = nodeHash(node, firstHash);
      secondHash = nodeHash(node, secondHash);
    } else {
      secondHash = nodeHash(secondHash, node);
    }
    climb.up();
  }
  if (!climb.atTop()) return 'PROOF_TOO_SHORT';
  if (!sameBytes(firstHash, firstRoot)) return 'FIRST_ROOT_DIFFERS';
  return sameBytes(secondHash, secondRoot) ? undefined : 'SECOND_ROOT_DIFFERS';
}

/** The walk from a node to the root: `fn` and `sn` of RFC 9162 sections 2.1.3.2 and 2.1.4.2. */
class Climb {
  constructor(
    private node: bigint,
    private last: bigint,
  ) {}

  atTop(): boolean {
    return this.last === 0n;
  }

  /** A node that ends its row has its sibling, if any, on the left, perhaps some rows further up. */
  isRightChild(): boolean {
    return (this.node & 1n) === 1n || this.node === this.last;
  }

  up(): void {
    if (this.isRightChild()) while ((this.node & 1n) === 0n && this.node !== 0n) this.shift();
    this.shift();
  }

  /** Starts the walk at the largest complete subtree that ends with this leaf. */
  skipRightChildren(): void {
    while ((this.node & 1n) === 1n) this.shift();
  }

  private shift(): void {
    this.node >>= 1n;
    this.last >>= 1n;
  }
}

function isSize(size: bigint): boolean {
  return size >= 0n && size <= MAX_TREE_SIZE;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}
