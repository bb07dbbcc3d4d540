import { hash } from 'node:crypto';
import { type Json, type Text } from '@carbon/kernel';
import { placeOfAct } from '../../domain/acts';
import { ACT_DOMAIN, type ActRecord, canonicalAct, isActRecord } from './act-record';
import { rootByPath } from './act-tree';

export const ACT_EVIDENCE_FORMAT = 'carbon-ledger/act-evidence/v1';

/** Everything needed to prove one act, without asking anyone and without telling of its neighbours. */
export interface ActEvidence {
  readonly format: typeof ACT_EVIDENCE_FORMAT;
  readonly record: ActRecord;
  /** 16 secret bytes, lowercase hexadecimal. */
  readonly salt: string;
  /** The tree of the acts that were accepted with it. */
  readonly batch: {
    readonly number: string;
    /** The act's place among the leaves, from 0, and how many there are. */
    readonly place: string;
    readonly count: string;
    readonly root: string;
    /** Hashes beside the way up (RFC 9162, section 2.1.3), lowest first. */
    readonly path: readonly string[];
  };
  /** The evidence file of the audit record that holds the root, byte for byte. */
  readonly auditEvidence: string;
}

export const ACT_CHECKS = ['schema', 'commitment', 'audit-evidence', 'batch-record'] as const;
export type ActCheckName = (typeof ACT_CHECKS)[number];

export interface ActCheck {
  readonly name: ActCheckName;
  readonly passed: boolean;
  readonly reason: Text;
}

export interface ActVerdict {
  readonly valid: boolean;
  readonly failed: ActCheckName | undefined;
  readonly checks: readonly ActCheck[];
  readonly evidence: ActEvidence | undefined;
}

/** Verifies the evidence file of an audit record; gives the record when it holds. */
export type VerifyAuditFile = (file: string) => Readonly<Record<string, Json>> | undefined;

/** The leaf that a record and its salt lead to: `SHA-256(0x00 ‖ SHA-256(domain ‖ salt ‖ canonical JSON))`. */
export function leafOfEvidence(record: ActRecord, salt: Uint8Array): Uint8Array {
  const content = Buffer.concat([Buffer.from(ACT_DOMAIN), salt, Buffer.from(canonicalAct(record))]);
  return hash('sha256', Buffer.concat([Uint8Array.of(0), hash('sha256', content, 'buffer')]), 'buffer');
}

/**
 * Whether a file proves its act: the record is the one its batch committed to, and the root of that batch stands in a
 * sealed audit record. Pure and offline; `verifyAuditFile` is `verifyBundle` of the transparency log.
 */
export function verifyActEvidence(file: string, verifyAuditFile: VerifyAuditFile): ActVerdict {
  const evidence = read(file);
  if (evidence === undefined) return verdict([failed('schema')]);
  const checks = [passed('schema')];
  const { record, salt, batch } = evidence;
  const leaf = leafOfEvidence(record, Buffer.from(salt, 'hex'));
  const path = batch.path.map((node) => Buffer.from(node, 'hex'));
  const root = rootByPath(leaf, Number(batch.place), Number(batch.count), path);
  const committed = root !== undefined && Buffer.from(root).toString('hex') === batch.root;
  checks.push(committed ? passed('commitment') : failed('commitment'));
  if (!committed) return verdict(checks, evidence);
  const audit = verifyAuditFile(evidence.auditEvidence);
  checks.push(audit === undefined ? failed('audit-evidence') : passed('audit-evidence'));
  if (audit === undefined) return verdict(checks, evidence);
  checks.push(tellsOf(audit, evidence) ? passed('batch-record') : failed('batch-record'));
  return verdict(checks, evidence);
}

/** Whether an audit record is that of the batch, and says of it what the evidence says. */
function tellsOf(audit: Readonly<Record<string, Json>>, { record, batch }: ActEvidence): boolean {
  const { after } = audit;
  if (typeof after !== 'object' || after === null || Array.isArray(after)) return false;
  const said = after as Readonly<Record<string, Json>>;
  return (
    audit['action'] === 'act-batch.received' &&
    audit['subjectKind'] === 'act-batch' &&
    audit['subjectId'] === batch.number &&
    placeOfAct(BigInt(record.act)).batch.toString() === batch.number &&
    said['root'] === batch.root &&
    said['accepted'] === Number(batch.count) &&
    said['partner'] === record.partner &&
    said['programme'] === record.programme
  );
}

const HASH = /^[0-9a-f]{64}$/;
const SALT = /^[0-9a-f]{32}$/;
const WHOLE = /^(0|[1-9]\d{0,17})$/;

/** Whether a text claims to be evidence of an act at all; who reads it then verifies it. */
export function claimsToProveAnAct(file: string): boolean {
  return isObject(parsed(file)) && (parsed(file) as { format?: unknown }).format === ACT_EVIDENCE_FORMAT;
}

function read(file: string): ActEvidence | undefined {
  const value = parsed(file);
  if (!isObject(value) || value['format'] !== ACT_EVIDENCE_FORMAT) return undefined;
  const { record, salt, batch, auditEvidence } = value;
  if (Object.keys(value).length !== 5 || !isActRecord(record) || !isObject(batch)) return undefined;
  const { number, place, count, root, path } = batch;
  const fits =
    matches(salt, SALT) &&
    typeof auditEvidence === 'string' &&
    Object.keys(batch).length === 5 &&
    [number, place, count, record.act].every((one) => matches(one, WHOLE)) &&
    matches(root, HASH) &&
    Array.isArray(path) &&
    (path as readonly Json[]).every((node) => matches(node, HASH));
  return fits ? (value as unknown as ActEvidence) : undefined;
}

function parsed(file: string): Json | undefined {
  try {
    return JSON.parse(file) as Json;
  } catch {
    return undefined;
  }
}

function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function matches(value: Json | undefined, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}

function verdict(checks: readonly ActCheck[], evidence?: ActEvidence): ActVerdict {
  const wrong = checks.find((check) => !check.passed)?.name;
  return { valid: wrong === undefined, failed: wrong, checks, evidence };
}

const passed = (name: ActCheckName): ActCheck => ({ name, passed: true, reason: SAYS[name].holds });
const failed = (name: ActCheckName): ActCheck => ({ name, passed: false, reason: SAYS[name].not });

const SAYS: Readonly<Record<ActCheckName, { readonly holds: Text; readonly not: Text }>> = {
  schema: {
    holds: { zh: '字段齐全且格式正确', en: 'all fields are there and well-formed' },
    not: {
      zh: `不是 ${ACT_EVIDENCE_FORMAT} 格式的证据文件`,
      en: `not an evidence file of the format ${ACT_EVIDENCE_FORMAT}`,
    },
  },
  commitment: {
    holds: { zh: '行为记录在其批次的承诺树中', en: 'the act is in the tree of its batch' },
    not: {
      zh: '行为记录、盐或路径与批次的根不一致',
      en: 'the act, its salt or its path do not lead to the root',
    },
  },
  'audit-evidence': {
    holds: { zh: '批次的审计记录已封存且证据有效', en: 'the evidence of the batch’s audit record is valid' },
    not: { zh: '批次审计记录的证据无效', en: 'the evidence of the batch’s audit record is not valid' },
  },
  'batch-record': {
    holds: { zh: '审计记录所述的批次根与此一致', en: 'the audit record tells of this batch, with this root' },
    not: {
      zh: '审计记录所述的不是此批次或此根',
      en: 'the audit record tells of another batch or another root',
    },
  },
};
