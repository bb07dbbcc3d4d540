import { HASH_BYTES, leafHash, sha256 } from './merkle-hash';

/*
 * Many small records enter the log as one leaf: they form a tree of their own (RFC 9162 section 2.1.1) and the log gets
 * one leaf for its root. A proof then has two steps: record in group, group in log.
 */

/** Separates the commitments to groups from those to records: no record has a domain that begins like it. */
const DOMAIN = Buffer.from('carbon-ledger/audit-seal/v1\0');

/**
 * `SHA-256(0x00 ‖ SHA-256(domain ‖ count, 8 bytes big-endian ‖ root))`: the leaf of the log for a group.
 *
 * The root itself must not be the leaf. It is a node of the group's tree, `SHA-256(0x01 ‖ left ‖ right)`; put in the place
 * of a leaf it would make nodes and records of the group look like nodes of the log's tree one step further down, and a
 * path through them could pass for a path of a longer log. Hashed again under a domain and the leaf prefix, the root has
 * no place among the nodes of the log, and a leaf of the log says which it is: a record or a group. The count is
 * committed to because it decides the shape of the path: a proof for a group of another size does not fit.
 */
export function groupLeaf(root: Uint8Array, count: bigint): Uint8Array {
  if (root.length !== HASH_BYTES) throw new RangeError('a root has 32 bytes');
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(count);
  return leafHash(sha256(Buffer.concat([DOMAIN, size, root])));
}
