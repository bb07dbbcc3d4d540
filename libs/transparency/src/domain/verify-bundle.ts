import { createHash } from 'node:crypto';
import { Refusal, type Text, canonicalJson } from '@carbon/kernel';
import { readFileForm } from './bundle-file';
import { bundleFaults, formatOf, isObject } from './bundle-schema';
import { type Checkpoint, type SignedCheckpoint, isCheckpointOf, parseCheckpoint } from './checkpoint';
import {
  BUNDLE_FORMAT,
  type BundleFormat,
  type BundleGroup,
  type EvidenceBundle,
  GROUPED_FORMAT,
  sealedBytes,
} from './evidence-bundle';
import { groupLeaf } from './group-leaf';
import { leafHash, sameBytes } from './merkle-hash';
import { type NoteVerifier, readVerifierKey } from './note-key';
import { inclusionFault } from './verify-proofs';

/** The checks of a bundle, in the order in which they are made and listed. */
export const BUNDLE_CHECKS = [
  'format',
  'schema',
  'verifier-key',
  'seal',
  'commitment',
  'inclusion',
  'checkpoint-signature',
  'checkpoint-size',
] as const;

/** The checks of grouped evidence: the record is in its group before the group is in the log. */
export const GROUPED_CHECKS = [
  'format',
  'schema',
  'verifier-key',
  'seal',
  'commitment',
  'group',
  'inclusion',
  'checkpoint-signature',
  'checkpoint-size',
] as const;

export type BundleCheckName = (typeof GROUPED_CHECKS)[number];

const CHECKS_OF: Readonly<Record<BundleFormat, readonly BundleCheckName[]>> = {
  [BUNDLE_FORMAT]: BUNDLE_CHECKS,
  [GROUPED_FORMAT]: GROUPED_CHECKS,
};

export interface BundleCheck {
  readonly name: BundleCheckName;
  readonly passed: boolean;
  /** What holds, or what is wrong. */
  readonly reason: Text;
}

/** Something a bundle cannot show offline. */
export interface NotChecked {
  readonly name: 'verifier-key' | 'chain' | 'later-records';
  readonly reason: Text;
}

/** Content is given only when every check passed: what is not proved is not to be shown as if it were. */
export type BundleVerdict = {
  readonly checks: readonly BundleCheck[];
  readonly notChecked: readonly NotChecked[];
} & (
  | { readonly valid: true; readonly bundle: EvidenceBundle; readonly checkpoint: Checkpoint }
  | { readonly valid: false; readonly failed: BundleCheckName }
);

export interface VerifyBundleOptions {
  /** The key the notary published. Without it a bundle only shows that it was made by whoever owns the key inside. */
  readonly expectedVerifierKey?: string;
}

/** Verifies the bytes of an evidence file offline. Every fault of the file is a failed check, never an exception. */
export function verifyBundle(file: Uint8Array | string, options: VerifyBundleOptions = {}): BundleVerdict {
  const value = readFileForm(file);
  if (value === undefined) return stopped(BUNDLE_FORMAT, [], 'format', SAYS.notInFileForm, options);
  const named = isObject(value) ? formatOf(value) : undefined;
  if (!isObject(value) || named === undefined) {
    return stopped(BUNDLE_FORMAT, [], 'format', SAYS.otherFormat, options);
  }
  const format = passed('format', SAYS.format);
  const [wrong] = bundleFaults(value);
  if (wrong !== undefined) {
    return stopped(
      named,
      [format],
      'schema',
      { zh: `字段 ${wrong.field} ${wrong.message.zh}`, en: `field ${wrong.field} ${wrong.message.en}` },
      options,
    );
  }
  const bundle = value as unknown as EvidenceBundle;
  return judge(bundle, [format, passed('schema', SAYS.schema)], options);
}

/** The leaf of the log that commits to the record of a bundle (section 4 of the architecture; RFC 9162 2.1.1). */
export function leafOfRecord(bundle: Pick<EvidenceBundle, 'domain' | 'salt' | 'record'>): Uint8Array {
  const commitment = createHash('sha256')
    .update(bundle.domain)
    .update(bundle.salt, 'hex')
    .update(canonicalJson(bundle.record))
    .digest();
  return leafHash(commitment);
}

function judge(
  bundle: EvidenceBundle,
  before: readonly BundleCheck[],
  options: VerifyBundleOptions,
): BundleVerdict {
  const verifier = verifierOf(bundle.verifierKey);
  const checkpoint = parseCheckpoint(bundle.checkpoint);
  const checks = [
    ...before,
    checkVerifierKey(bundle, verifier, options),
    checkSeal(bundle, verifier),
    checkCommitment(bundle),
    ...(bundle.group === undefined ? [] : [checkGroup(bundle.leaf, bundle.group)]),
    checkInclusion(bundle, checkpoint),
    checkCheckpointSignature(checkpoint, verifier),
    checkCheckpointSize(bundle, checkpoint),
  ];
  const notChecked = openQuestions(bundle, options);
  const failed = checks.find((check) => !check.passed);
  if (failed !== undefined) return { valid: false, failed: failed.name, checks, notChecked };
  const { origin, size, root } = checkpoint;
  return { valid: true, bundle, checkpoint: { origin, size, root }, checks, notChecked };
}

function checkVerifierKey(
  bundle: EvidenceBundle,
  verifier: NoteVerifier | undefined,
  options: VerifyBundleOptions,
): BundleCheck {
  if (verifier === undefined) return failed('verifier-key', SAYS.keyMalformed);
  if (options.expectedVerifierKey === undefined) return passed('verifier-key', SAYS.keyWellFormed);
  return bundle.verifierKey === options.expectedVerifierKey
    ? passed('verifier-key', SAYS.keyExpected)
    : failed('verifier-key', SAYS.keyOfAnother);
}

function checkSeal(bundle: EvidenceBundle, verifier: NoteVerifier | undefined): BundleCheck {
  if (verifier === undefined) return failed('seal', SAYS.noKeyToCheckWith);
  return verifier.verify(sealedBytes(bundle), Buffer.from(bundle.seal, 'hex'))
    ? passed('seal', SAYS.seal)
    : failed('seal', SAYS.sealBroken);
}

function checkCommitment(bundle: EvidenceBundle): BundleCheck {
  return sameBytes(leafOfRecord(bundle), Buffer.from(bundle.leaf, 'hex'))
    ? passed('commitment', SAYS.commitment)
    : failed('commitment', SAYS.otherRecord);
}

/** The first step of two: the record's leaf is in the tree of its group. */
function checkGroup(leaf: string, group: BundleGroup): BundleCheck {
  const fault = inclusionFault(
    Buffer.from(leaf, 'hex'),
    BigInt(group.ordinal),
    BigInt(group.count),
    hashes(group.inclusionProof),
    Buffer.from(group.root, 'hex'),
  );
  if (fault === undefined) return passed('group', SAYS.group);
  return failed('group', {
    zh: `组内包含证明不成立（${fault}）`,
    en: `the proof that the record is in its group does not hold (${fault})`,
  });
}

/** What stands in the log: the record's leaf, or that of its group. */
function loggedLeaf({ leaf, group }: EvidenceBundle): Uint8Array {
  return group === undefined
    ? Buffer.from(leaf, 'hex')
    : groupLeaf(Buffer.from(group.root, 'hex'), BigInt(group.count));
}

function hashes(nodes: readonly string[]): Uint8Array[] {
  return nodes.map((node) => Buffer.from(node, 'hex'));
}

function checkInclusion(bundle: EvidenceBundle, checkpoint: Checkpoint): BundleCheck {
  const fault = inclusionFault(
    loggedLeaf(bundle),
    BigInt(bundle.leafIndex),
    BigInt(bundle.treeSize),
    hashes(bundle.inclusionProof),
    checkpoint.root,
  );
  if (fault === undefined) return passed('inclusion', SAYS.inclusion);
  return failed('inclusion', {
    zh: `包含证明不成立（${fault}）`,
    en: `the inclusion proof does not hold (${fault})`,
  });
}

function checkCheckpointSignature(
  checkpoint: SignedCheckpoint,
  verifier: NoteVerifier | undefined,
): BundleCheck {
  if (verifier === undefined) return failed('checkpoint-signature', SAYS.noKeyToCheckWith);
  return isCheckpointOf(checkpoint, verifier)
    ? passed('checkpoint-signature', SAYS.checkpointSignature)
    : failed('checkpoint-signature', SAYS.checkpointNotSigned);
}

function checkCheckpointSize(bundle: EvidenceBundle, checkpoint: Checkpoint): BundleCheck {
  return BigInt(bundle.treeSize) === checkpoint.size
    ? passed('checkpoint-size', SAYS.checkpointSize)
    : failed('checkpoint-size', SAYS.otherSize);
}

function verifierOf(key: string): NoteVerifier | undefined {
  try {
    return readVerifierKey(key);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** The verdict on a file whose content cannot be judged further: all later checks count as not passed. */
function stopped(
  format: BundleFormat,
  before: readonly BundleCheck[],
  name: BundleCheckName,
  reason: Text,
  options: VerifyBundleOptions,
): BundleVerdict {
  const checks = [...before, failed(name, reason)];
  const rest = CHECKS_OF[format].slice(checks.length).map((later) => failed(later, SAYS.notReached));
  return {
    valid: false,
    failed: name,
    checks: [...checks, ...rest],
    notChecked: openQuestions(undefined, options),
  };
}

function openQuestions(bundle: EvidenceBundle | undefined, options: VerifyBundleOptions): NotChecked[] {
  const key: NotChecked = { name: 'verifier-key', reason: SAYS.keyNotCompared };
  const chain =
    bundle !== undefined && bundle.chain === undefined ? SAYS.anchoringPending : SAYS.chainNotAsked;
  return [
    ...(options.expectedVerifierKey === undefined ? [key] : []),
    { name: 'chain', reason: chain },
    { name: 'later-records', reason: SAYS.laterRecords },
  ];
}

function passed(name: BundleCheckName, reason: Text): BundleCheck {
  return { name, passed: true, reason };
}

function failed(name: BundleCheckName, reason: Text): BundleCheck {
  return { name, passed: false, reason };
}

const SAYS = {
  format: { zh: '文件形式正确', en: 'the file is in the one form of the format' },
  notInFileForm: {
    zh: '文件字节与规范形式不一致：文件已损坏或被改动',
    en: 'the bytes of the file differ from the one form of the format: it was damaged or changed',
  },
  otherFormat: {
    zh: `不是 ${BUNDLE_FORMAT} 或 ${GROUPED_FORMAT} 格式的证据文件`,
    en: `not an evidence file of the format ${BUNDLE_FORMAT} or ${GROUPED_FORMAT}`,
  },
  schema: { zh: '字段齐全且格式正确', en: 'all fields are there and well-formed' },
  keyMalformed: { zh: '验证密钥无效', en: 'the verifier key is not valid' },
  keyWellFormed: { zh: '验证密钥格式正确', en: 'the verifier key is well-formed' },
  keyExpected: { zh: '验证密钥与公布的密钥一致', en: 'the verifier key is the one expected' },
  keyOfAnother: {
    zh: '验证密钥与公布的密钥不一致：文件由他人签署',
    en: 'the verifier key is not the one expected: another signed this file',
  },
  noKeyToCheckWith: { zh: '没有可用的验证密钥', en: 'there is no valid key to check with' },
  seal: { zh: '封印有效：各字段均未改动', en: 'the seal is valid: no field was changed' },
  sealBroken: {
    zh: '封印无效：至少一个字段被改动',
    en: 'the seal is broken: at least one field was changed',
  },
  commitment: { zh: '记录与日志叶子的承诺一致', en: 'the record is the one the leaf commits to' },
  otherRecord: {
    zh: '记录、盐或域与日志叶子的承诺不一致',
    en: 'the record, its salt or its domain is not what the leaf commits to',
  },
  group: { zh: '记录在其封存组中', en: 'the record is in the group with which it entered the log' },
  inclusion: { zh: '叶子在检查点的日志中', en: 'the leaf is in the log of the checkpoint' },
  checkpointSignature: { zh: '检查点由该密钥签署', en: 'the checkpoint is signed by this key' },
  checkpointNotSigned: {
    zh: '检查点没有该密钥的有效签名',
    en: 'the checkpoint bears no valid signature of this key',
  },
  checkpointSize: { zh: '日志大小与检查点一致', en: 'the tree size is that of the checkpoint' },
  otherSize: { zh: '日志大小与检查点不一致', en: 'the tree size is not that of the checkpoint' },
  notReached: { zh: '前面的检查未通过，未能检查', en: 'not reached: an earlier check failed' },
  keyNotCompared: {
    zh: '未与公布的密钥比对：请核对验证密钥',
    en: 'not compared with a published key: make sure whose verifier key this is',
  },
  chainNotAsked: {
    zh: '离线验证不查询区块链：检查点是否已上链未核对',
    en: 'the chain is not asked offline: whether the checkpoint is anchored was not checked',
  },
  anchoringPending: {
    zh: '检查点尚待上链，没有可核对的交易',
    en: 'the anchoring was pending: there is no transaction to check yet',
  },
  laterRecords: {
    zh: '证据只说明检查点之时的记录；之后的撤销或变动不在其中',
    en: 'the evidence speaks of the record as of its checkpoint; later reversals or moves are not in it',
  },
} as const satisfies Record<string, Text>;
