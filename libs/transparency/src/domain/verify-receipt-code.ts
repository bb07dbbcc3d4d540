import { createHash } from 'node:crypto';
import { canonicalJson, JOURNAL_DOMAIN, Refusal, type Text } from '@carbon/kernel';
import { isCheckpointOf, parseCheckpoint } from './checkpoint';
import type { JsonObject } from './evidence-bundle';
import { sameBytes } from './merkle-hash';
import { readVerifierKey, verifierKeyOf } from './note-key';
import { checkpointOfCode, type DocumentState, readReceiptCode, type ReceiptCode } from './receipt-code';
import { leafOfRecord } from './verify-bundle';
import { inclusionFault } from './verify-proofs';

/** The checks of a code, in the order in which they are made and listed. */
export const CODE_CHECKS = [
  'format',
  'verifier-key',
  'inclusion',
  'checkpoint-signature',
  'document',
] as const;
export type CodeCheckName = (typeof CODE_CHECKS)[number];

export interface CodeCheck {
  readonly name: CodeCheckName;
  readonly passed: boolean;
  readonly reason: Text;
}

/** Content is given only when every check passed. */
export type CodeVerdict = { readonly checks: readonly CodeCheck[] } & (
  | {
      readonly valid: true;
      readonly record: JsonObject;
      readonly state: DocumentState;
      /** What the receipt says; absent unless the state is `shown`. */
      readonly document?: JsonObject;
      readonly treeSize: bigint;
      readonly verifierKey: string;
    }
  | { readonly valid: false; readonly failed: CodeCheckName }
);

export interface VerifyCodeOptions {
  /** The key the notary published. Without it a code only shows that it was made by whoever owns the key inside. */
  readonly expectedVerifierKey?: string;
}

/**
 * Verifies the code of a receipt offline: the row it shows is in the log of a signed checkpoint, and the document is the
 * one the row commits to. Takes the code alone, or the address it is in the fragment of. A receipt that was made void
 * later verifies all the same: the public page tells.
 */
export function verifyReceiptCode(text: string, options: VerifyCodeOptions = {}): CodeVerdict {
  const code = readReceiptCode(fragmentOf(text.trim()));
  const key = code && keyOf(code);
  if (code === undefined || key === undefined) {
    return {
      valid: false,
      failed: 'format',
      checks: [{ name: 'format', passed: false, reason: SAYS.noCode }],
    };
  }
  const checks: CodeCheck[] = [
    { name: 'format', passed: true, reason: SAYS.format },
    checkKey(key, options),
    checkInclusion(code),
    checkCheckpoint(code, key),
    checkDocument(code),
  ];
  const failed = checks.find(({ passed }) => !passed);
  if (failed !== undefined) return { valid: false, failed: failed.name, checks };
  const { record, state, document, treeSize } = code;
  return {
    valid: true,
    ...{ checks, record, state, treeSize, verifierKey: key },
    ...(document === undefined ? {} : { document: document.content }),
  };
}

function fragmentOf(text: string): string {
  return text.slice(text.indexOf('#') + 1);
}

function keyOf({ origin, publicKey }: ReceiptCode): string | undefined {
  try {
    return verifierKeyOf(origin, publicKey);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function checkKey(key: string, { expectedVerifierKey: expected }: VerifyCodeOptions): CodeCheck {
  const passed = expected === undefined || expected === key;
  const reason = expected === undefined ? SAYS.keyNotCompared : passed ? SAYS.keyExpected : SAYS.keyOfAnother;
  return { name: 'verifier-key', passed, reason };
}

function checkInclusion({ record, salt, leafIndex, treeSize, path, root }: ReceiptCode): CodeCheck {
  const leaf = leafOfRecord({ domain: JOURNAL_DOMAIN, salt: Buffer.from(salt).toString('hex'), record });
  const fault = inclusionFault(leaf, leafIndex, treeSize, path, root);
  if (fault === undefined) return { name: 'inclusion', passed: true, reason: SAYS.inclusion };
  return {
    name: 'inclusion',
    passed: false,
    reason: {
      zh: `记录不在检查点的日志中（${fault}）`,
      en: `the record is not in the log of the checkpoint (${fault})`,
    },
  };
}

function checkCheckpoint(code: ReceiptCode, key: string): CodeCheck {
  const passed = isSigned(checkpointOfCode(code), key);
  const reason = passed ? SAYS.checkpointSignature : SAYS.checkpointNotSigned;
  return { name: 'checkpoint-signature', passed, reason };
}

function isSigned(checkpoint: string, key: string): boolean {
  try {
    return isCheckpointOf(parseCheckpoint(checkpoint), readVerifierKey(key));
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function checkDocument({ state, document, documentHash }: ReceiptCode): CodeCheck {
  if (document === undefined) {
    const reason = {
      separate: SAYS.separate,
      withheld: SAYS.withheld,
      erased: SAYS.erased,
      shown: SAYS.otherDocument,
    };
    return { name: 'document', passed: state !== 'shown', reason: reason[state] };
  }
  const hash = createHash('sha256')
    .update(document.domain)
    .update(document.salt)
    .update(canonicalJson(document.content))
    .digest();
  const passed = sameBytes(hash, documentHash);
  return { name: 'document', passed, reason: passed ? SAYS.document : SAYS.otherDocument };
}

const SAYS = {
  noCode: { zh: '不是凭证验证码', en: 'not the code of a receipt' },
  format: { zh: '验证码形式正确', en: 'the code is well-formed' },
  keyNotCompared: {
    zh: '验证密钥格式正确，未与公布的密钥比对',
    en: 'the verifier key is well-formed; it was not compared with a published key',
  },
  keyExpected: { zh: '验证密钥与公布的密钥一致', en: 'the verifier key is the one expected' },
  keyOfAnother: { zh: '验证密钥与公布的密钥不一致', en: 'the verifier key is not the one expected' },
  inclusion: { zh: '记录在检查点的日志中', en: 'the record is in the log of the checkpoint' },
  checkpointSignature: { zh: '检查点由该密钥签署', en: 'the checkpoint is signed by this key' },
  checkpointNotSigned: {
    zh: '检查点没有该密钥的有效签名',
    en: 'the checkpoint bears no valid signature of this key',
  },
  document: { zh: '凭证内容与记录承诺的文件一致', en: 'the receipt is the document the record commits to' },
  otherDocument: {
    zh: '凭证内容与记录承诺的文件不一致',
    en: 'the receipt is not the document the record commits to',
  },
  separate: {
    zh: '凭证内容较长，见证据文件；记录只承诺其哈希',
    en: 'the receipt is too long for the code: it stands in the evidence file; the record commits to its hash',
  },
  withheld: {
    zh: '凭证涉及自然人，内容不在验证码中；记录只承诺其哈希',
    en: 'the receipt names a person and is not in the code; the record commits to its hash',
  },
  erased: {
    zh: '所涉自然人的信息已删除；记录仍在，只承诺其哈希',
    en: 'the person the receipt named was erased; the record stands and commits to its hash only',
  },
} as const satisfies Record<string, Text>;
