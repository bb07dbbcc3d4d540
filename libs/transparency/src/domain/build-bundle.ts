import { parseCheckpoint } from './checkpoint';
import { fileForm } from './bundle-file';
import {
  BUNDLE_FORMAT,
  type BundleChain,
  type BundleGroup,
  type EvidenceBundle,
  GROUPED_FORMAT,
  type JsonObject,
  sealedBytes,
} from './evidence-bundle';
import type { NoteSigner } from './note-key';
import type { Proof } from './proofs';
import { toHex } from './strict-text';
import { type BundleCheck, leafOfRecord, verifyBundle } from './verify-bundle';

/** What a bundle is made from; the tree size and the leaf follow from the checkpoint and the record. */
export interface BundleParts {
  readonly domain: string;
  readonly record: JsonObject;
  readonly salt: Uint8Array;
  /** Of a record that entered the log in a group; place and inclusion proof are then those of the group. */
  readonly group?: GroupParts;
  readonly leafIndex: bigint;
  /** From `inclusionProof(leafIndex, checkpoint size, …)`. */
  readonly inclusionProof: Proof;
  /** A note of `signCheckpoint` by the same signer. */
  readonly checkpoint: string;
  /** Absent while the anchoring is pending. Hexadecimal of any case. */
  readonly chain?: BundleChain;
}

export interface GroupParts {
  readonly ordinal: bigint;
  readonly count: bigint;
  readonly root: Uint8Array;
  /** From `GroupTree.proof(ordinal)`. */
  readonly inclusionProof: Proof;
}

/** The parts do not make evidence that would verify: the record behind them and the log do not agree. */
export class BundleNotProvable extends Error {
  readonly code = 'LOG_BUNDLE_NOT_PROVABLE';

  constructor(readonly failures: readonly BundleCheck[]) {
    super(
      `LOG_BUNDLE_NOT_PROVABLE: ${failures.map(({ name, reason }) => `${name}: ${reason.en}`).join('; ')}`,
    );
    this.name = 'BundleNotProvable';
  }
}

/**
 * Makes and seals the evidence of a record. It is verified before it is given away.
 * @throws BundleNotProvable when it would not verify
 */
export function buildBundle(parts: BundleParts, signer: NoteSigner): EvidenceBundle {
  const salt = toHex(parts.salt);
  const content: Omit<EvidenceBundle, 'seal'> = {
    format: parts.group === undefined ? BUNDLE_FORMAT : GROUPED_FORMAT,
    domain: parts.domain,
    record: parts.record,
    salt,
    leaf: toHex(leafOfRecord({ domain: parts.domain, record: parts.record, salt })),
    ...(parts.group === undefined ? {} : { group: groupOf(parts.group) }),
    leafIndex: parts.leafIndex.toString(),
    treeSize: parseCheckpoint(parts.checkpoint).size.toString(),
    inclusionProof: parts.inclusionProof.map(toHex),
    checkpoint: parts.checkpoint,
    verifierKey: signer.verifierKey,
    ...(parts.chain === undefined ? {} : { chain: lowercase(parts.chain) }),
  };
  const bundle: EvidenceBundle = { ...content, seal: toHex(signer.sign(sealedBytes(content))) };
  const verdict = verifyBundle(bundleFile(bundle), { expectedVerifierKey: signer.verifierKey });
  if (!verdict.valid) throw new BundleNotProvable(verdict.checks.filter((check) => !check.passed));
  return bundle;
}

/** The text of the evidence file: the only form that verifies. */
export function bundleFile(bundle: EvidenceBundle): string {
  return fileForm({ ...bundle } as unknown as JsonObject);
}

function groupOf({ ordinal, count, root, inclusionProof }: GroupParts): BundleGroup {
  return {
    ordinal: ordinal.toString(),
    count: count.toString(),
    root: toHex(root),
    inclusionProof: inclusionProof.map(toHex),
  };
}

function lowercase(chain: BundleChain): BundleChain {
  return {
    chainId: chain.chainId,
    contract: chain.contract.toLowerCase(),
    transaction: chain.transaction.toLowerCase(),
    blockNumber: chain.blockNumber,
    blockHash: chain.blockHash.toLowerCase(),
  };
}
