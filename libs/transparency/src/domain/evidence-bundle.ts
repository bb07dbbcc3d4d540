import { type Json, canonicalJson } from '@carbon/kernel';

/**
 * The format of the files this code writes and reads. A bundle with other fields (an erased record, which has no record
 * and no salt but the same leaf) will bear another version.
 */
export const BUNDLE_FORMAT = 'carbon-ledger/evidence/v1';

/** The same for a record that entered the log in a group of records: its proof has one step more. */
export const GROUPED_FORMAT = 'carbon-ledger/grouped-evidence/v1';

export type BundleFormat = typeof BUNDLE_FORMAT | typeof GROUPED_FORMAT;

export type JsonObject = Readonly<Record<string, Json>>;

/** Evidence of one record of the ledger: everything needed to verify it without asking anyone. */
export interface EvidenceBundle {
  readonly format: BundleFormat;
  /** What kind of record it is; separates its commitments from all others. Ends with a NUL character. */
  readonly domain: string;
  /** The record itself. Quantities are strings, so that no digit is lost. */
  readonly record: JsonObject;
  /** The 16 secret bytes of the commitment, lowercase hexadecimal. */
  readonly salt: string;
  /** `SHA-256(0x00 ‖ SHA-256(domain ‖ salt ‖ canonical JSON of record))`, lowercase hexadecimal. */
  readonly leaf: string;
  /** The first step, of grouped evidence only: the leaf is in the group, and the group's leaf is in the log. */
  readonly group?: BundleGroup;
  /** The place of the leaf (that of the group, if there is one) in the log, from 0, in decimal. */
  readonly leafIndex: string;
  /** The size of the tree of the checkpoint, in decimal. */
  readonly treeSize: string;
  /** The inclusion proof of RFC 9162 section 2.1.3.1, from the leaf upwards; lowercase hexadecimal. */
  readonly inclusionProof: readonly string[];
  /** The signed checkpoint, a C2SP signed note. */
  readonly checkpoint: string;
  /** The key of the notary that signed checkpoint and seal, `name+keyId+base64`. Compare it with the published one. */
  readonly verifierKey: string;
  /** Where the checkpoint stands on a chain; absent while the anchoring is pending. */
  readonly chain?: BundleChain;
  /**
   * The notary's Ed25519 signature of the canonical JSON (RFC 8785) of all other fields; lowercase hexadecimal. The same
   * key signs checkpoints; the two cannot be confused, for a note ends with a newline and canonical JSON has none.
   */
  readonly seal: string;
}

/** The group of records with which a record entered the log (`groupLeaf`). */
export interface BundleGroup {
  /** The place of the record's leaf in the group, from 0, in decimal. */
  readonly ordinal: string;
  /** How many records the group has, in decimal. */
  readonly count: string;
  /** The root of the group's tree (RFC 9162 section 2.1.1), lowercase hexadecimal. */
  readonly root: string;
  /** From the record's leaf to that root, as `inclusionProof`. */
  readonly inclusionProof: readonly string[];
}

/** The transaction that anchored the checkpoint; hexadecimal is lowercase and starts with 0x, numbers are decimal. */
export interface BundleChain {
  readonly chainId: string;
  readonly contract: string;
  readonly transaction: string;
  readonly blockNumber: string;
  readonly blockHash: string;
}

/** What the seal signs. */
export function sealedBytes(bundle: Omit<EvidenceBundle, 'seal'>): Uint8Array {
  const content = Object.entries(bundle).filter(([name]) => name !== 'seal');
  return Buffer.from(canonicalJson(Object.fromEntries(content) as JsonObject));
}
