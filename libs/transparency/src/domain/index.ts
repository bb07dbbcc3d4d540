export { EMPTY_ROOT, HASH_BYTES, NodeHasher, leafHash, nodeHash } from './merkle-hash';
export {
  MAX_TREE_SIZE,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
  type TileId,
  TileIncomplete,
  type TileReader,
  edgeTiles,
  tileKey,
} from './tiles';
export { type Appended, TreeBuilder } from './tree-builder';
export { type Proof, consistencyProof, inclusionProof, rootAt } from './proofs';
export {
  type ProofFault,
  consistencyFault,
  inclusionFault,
  verifyConsistency,
  verifyInclusion,
} from './verify-proofs';
export {
  type NoteSigner,
  type NoteVerifier,
  encodeSignerKey,
  isKeyName,
  noteSigner,
  readSignerKey,
  readVerifierKey,
  signerFromSeed,
} from './note-key';
export { type NoteSignature, type SignedNote, isSignedBy, parseNote, signNote } from './signed-note';
export {
  type Checkpoint,
  type SignedCheckpoint,
  isCheckpointOf,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint';
export {
  BUNDLE_FORMAT,
  type BundleChain,
  type BundleFormat,
  type BundleGroup,
  type EvidenceBundle,
  GROUPED_FORMAT,
  type JsonObject,
} from './evidence-bundle';
export { groupLeaf } from './group-leaf';
export { GroupTree } from './group-tree';
export {
  BundleNotProvable,
  type BundleParts,
  buildBundle,
  bundleFile,
  type GroupParts,
} from './build-bundle';
export {
  BUNDLE_CHECKS,
  type BundleCheck,
  type BundleCheckName,
  type BundleVerdict,
  GROUPED_CHECKS,
  type NotChecked,
  type VerifyBundleOptions,
  verifyBundle,
} from './verify-bundle';
export {
  type CommittedDocument,
  DOCUMENT_STATES,
  type DocumentState,
  encodeReceiptCode,
  packCode,
  readReceiptCode,
  type ReceiptCode,
} from './receipt-code';
export {
  CODE_CHECKS,
  type CodeCheck,
  type CodeCheckName,
  type CodeVerdict,
  verifyReceiptCode,
  type VerifyCodeOptions,
} from './verify-receipt-code';
