import { type Json, Refusal, SALT_BYTES, type FieldFault, fault } from '@carbon/kernel';
import { parseCheckpoint } from './checkpoint';
import {
  BUNDLE_FORMAT,
  type BundleFormat,
  type BundleGroup,
  type EvidenceBundle,
  GROUPED_FORMAT,
  type JsonObject,
} from './evidence-bundle';
import { HASH_BYTES } from './merkle-hash';
import { ED25519_SIGNATURE_BYTES } from './note-key';
import { fromDecimal, fromHex } from './strict-text';

/** One NUL, at the end: so no domain is the beginning of another domain and its salt. */
const DOMAIN = /^[!-~]+\0$/;
const CHAIN_HASH = /^0x[0-9a-f]{64}$/;
const CHAIN_ADDRESS = /^0x[0-9a-f]{40}$/;
/** A tree of 2^64 leaves has proofs of 64 nodes. */
const MAX_PROOF_NODES = 64;

type Rule = readonly [rule: string, en: string, zh: string, holds: (value: Json) => boolean];

const text = (holds: (value: string) => boolean) => (value: Json) =>
  typeof value === 'string' && holds(value);
const decimal: Rule = [
  'decimal',
  'must be a decimal string without leading zero',
  '应为无前导零的十进制字符串',
  text((value) => fromDecimal(value) !== undefined),
];
const hex = (bytes: number): Rule => [
  'hex',
  `must be ${bytes} bytes in lowercase hexadecimal`,
  `应为 ${bytes} 字节的小写十六进制`,
  text((value) => fromHex(value, bytes) !== undefined),
];
const chainHex = (form: RegExp): Rule => [
  'chain-hex',
  'must be lowercase hexadecimal of the right length after 0x',
  '应为 0x 开头、长度正确的小写十六进制',
  text((value) => form.test(value)),
];

const proof: Rule = [
  'hashes',
  'must be a list of at most 64 hashes of 32 bytes in lowercase hexadecimal',
  '应为至多 64 个 32 字节小写十六进制哈希的列表',
  isProof,
];

const FIELDS: Readonly<Record<Exclude<keyof EvidenceBundle, 'group'>, Rule>> = {
  format: [
    'format',
    `must be ${BUNDLE_FORMAT} or ${GROUPED_FORMAT}`,
    `应为 ${BUNDLE_FORMAT} 或 ${GROUPED_FORMAT}`,
    isFormat,
  ],
  domain: [
    'domain',
    'must be printable ASCII ended by one NUL character',
    '应为以一个 NUL 字符结尾的可打印 ASCII',
    text((value) => DOMAIN.test(value)),
  ],
  record: ['object', 'must be a JSON object', '应为 JSON 对象', isObject],
  salt: hex(SALT_BYTES),
  leaf: hex(HASH_BYTES),
  leafIndex: decimal,
  treeSize: decimal,
  inclusionProof: proof,
  checkpoint: ['checkpoint', 'must be a signed checkpoint', '应为带签名的检查点', text(isCheckpoint)],
  verifierKey: ['string', 'must be a string', '应为字符串', text(() => true)],
  chain: ['chain', 'must be an object', '应为对象', isObject],
  seal: hex(ED25519_SIGNATURE_BYTES),
};

/** A field of grouped evidence, and of no other. */
const GROUPED_FIELDS: Readonly<Record<keyof EvidenceBundle, Rule>> = {
  ...FIELDS,
  group: ['group', 'must be an object', '应为对象', isObject],
};

const GROUP_FIELDS: Readonly<Record<keyof BundleGroup, Rule>> = {
  ordinal: decimal,
  count: decimal,
  root: hex(HASH_BYTES),
  inclusionProof: proof,
};

const CHAIN_FIELDS: Readonly<Record<keyof NonNullable<EvidenceBundle['chain']>, Rule>> = {
  chainId: decimal,
  contract: chainHex(CHAIN_ADDRESS),
  transaction: chainHex(CHAIN_HASH),
  blockNumber: decimal,
  blockHash: chainHex(CHAIN_HASH),
};

/** Which of the formats that are read here a value names. */
export function formatOf(value: JsonObject): BundleFormat | undefined {
  const { format } = value;
  return format !== undefined && isFormat(format) ? format : undefined;
}

function isFormat(value: Json): value is BundleFormat {
  return value === BUNDLE_FORMAT || value === GROUPED_FORMAT;
}

/** All that is wrong with the fields of a bundle; when nothing is, the value is an `EvidenceBundle`. */
export function bundleFaults(value: JsonObject): FieldFault[] {
  const { chain, group } = value;
  const grouped = formatOf(value) === GROUPED_FORMAT;
  return [
    ...fieldFaults(value, grouped ? GROUPED_FIELDS : FIELDS, '', ['chain']),
    ...(grouped && group !== undefined && isObject(group)
      ? fieldFaults(group, GROUP_FIELDS, 'group.', [])
      : []),
    ...(chain !== undefined && isObject(chain) ? fieldFaults(chain, CHAIN_FIELDS, 'chain.', []) : []),
  ];
}

function fieldFaults(
  value: JsonObject,
  rules: Readonly<Record<string, Rule>>,
  prefix: string,
  optional: readonly string[],
): FieldFault[] {
  const known = Object.entries(rules).flatMap(([name, [rule, en, zh, holds]]) => {
    const field = value[name];
    if (field === undefined) {
      return optional.includes(name) ? [] : [fault(prefix + name, 'required', 'is missing', '缺失')];
    }
    return holds(field) ? [] : [fault(prefix + name, rule, en, zh)];
  });
  const unknown = Object.keys(value)
    .filter((name) => !Object.hasOwn(rules, name))
    .map((name) => fault(prefix + name, 'unknown', 'is not a field of this format', '不是此格式的字段'));
  return [...known, ...unknown];
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isProof(value: Json): boolean {
  return (
    Array.isArray(value) &&
    value.length <= MAX_PROOF_NODES &&
    value.every((node) => typeof node === 'string' && fromHex(node, HASH_BYTES) !== undefined)
  );
}

function isCheckpoint(value: string): boolean {
  try {
    parseCheckpoint(value);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
