import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { canonicalJson, JOURNAL_DOMAIN, SALT_BYTES } from '@carbon/kernel';
import { parseCheckpoint } from './checkpoint';
import { CodeFault, CodeReader, CodeWriter } from './code-bytes';
import { type EvidenceBundle, type JsonObject } from './evidence-bundle';
import { HASH_BYTES } from './merkle-hash';
import { ED25519_SIGNATURE_BYTES, readVerifierKey, verifierKeyOf, verifierKeyBytes } from './note-key';
import { toBase64 } from './strict-text';

/*
 * The code on a receipt: what proves one row of the journal, and the document that row commits to, in as few bytes as a
 * QR code has room for. Hashes and signatures stand as bytes; the names of a record's fields, which are the same for
 * each, stand once in this file; only the notary's own signature of the checkpoint is kept.
 *
 *   version ‖ state ‖ run(deflate-raw(JSON [record values, origin, document's domain, document])) ‖ record's salt ‖
 *   document hash ‖ leaf index ‖ tree size ‖ path length ‖ path ‖ root ‖ signature ‖ public key ‖ document's salt
 */

const VERSION = 1;

/** The fields of a journal record in canonical order; the document hash stands apart, as bytes. */
const RECORD_FIELDS = [
  'actor',
  'approver',
  'businessTime',
  'creditAccount',
  'creditPart',
  'debitAccount',
  'debitPart',
  'id',
  'instrument',
  'kind',
  'quantity',
  'reason',
  'recordedAt',
  'reference',
  'reverses',
  'reversibleUntil',
  'serials',
  'transaction',
] as const;

/**
 * What of the document is in the code. `separate`: it is too long and stands in the evidence file. `withheld`: it names
 * a person. `erased`: it named one, who is forgotten.
 */
export const DOCUMENT_STATES = ['shown', 'separate', 'withheld', 'erased'] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

/** A document that a journal row commits to: `hash = SHA-256(domain ‖ salt ‖ canonical JSON)`. */
export interface CommittedDocument {
  readonly domain: string;
  readonly salt: Uint8Array;
  readonly content: JsonObject;
}

/** A code taken apart; nothing of it is to be believed before it is verified. */
export interface ReceiptCode {
  readonly record: JsonObject;
  readonly salt: Uint8Array;
  readonly documentHash: Uint8Array;
  readonly leafIndex: bigint;
  readonly path: readonly Uint8Array[];
  readonly origin: string;
  readonly treeSize: bigint;
  readonly root: Uint8Array;
  readonly signature: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly state: DocumentState;
  /** There where the state is `shown`. */
  readonly document?: CommittedDocument;
}

/**
 * The code of a row of the journal, base64url without padding.
 * @param bundle the row's own evidence, not grouped
 * @throws RangeError for evidence of anything but a journal row that commits to a document
 */
export function encodeReceiptCode(
  bundle: EvidenceBundle,
  document: CommittedDocument | Exclude<DocumentState, 'shown'>,
): string {
  const checkpoint = parseCheckpoint(bundle.checkpoint);
  const key = readVerifierKey(bundle.verifierKey);
  const own = checkpoint.note.signatures.find(({ name, keyId }) => name === key.name && keyId === key.keyId);
  const { documentHash } = bundle.record;
  if (bundle.domain !== JOURNAL_DOMAIN || own === undefined || typeof documentHash !== 'string') {
    throw new RangeError('a receipt code is of a journal row with a document');
  }
  return packCode({
    record: bundle.record,
    salt: Buffer.from(bundle.salt, 'hex'),
    documentHash: Buffer.from(documentHash, 'hex'),
    leafIndex: BigInt(bundle.leafIndex),
    path: bundle.inclusionProof.map((node) => Buffer.from(node, 'hex')),
    origin: checkpoint.origin,
    treeSize: checkpoint.size,
    root: checkpoint.root,
    signature: own.signature,
    publicKey: verifierKeyBytes(bundle.verifierKey),
    ...(typeof document === 'string' ? { state: document } : { state: 'shown', document }),
  });
}

/** Writes a code, whatever it says. */
export function packCode(code: ReceiptCode): string {
  const { document } = code;
  const texts = [
    RECORD_FIELDS.map((name) => code.record[name] ?? null),
    code.origin,
    ...(document === undefined ? [] : [document.domain, document.content]),
  ];
  const writer = new CodeWriter()
    .byte(VERSION)
    .byte(DOCUMENT_STATES.indexOf(code.state))
    .run(deflateRawSync(canonicalJson(texts), { level: 9 }))
    .raw(code.salt)
    .raw(code.documentHash)
    .number(code.leafIndex)
    .number(code.treeSize)
    .byte(code.path.length);
  for (const node of code.path) writer.raw(node);
  writer.raw(code.root).raw(code.signature).raw(code.publicKey);
  if (document !== undefined) writer.raw(document.salt);
  return Buffer.from(writer.done()).toString('base64url');
}

const BASE64URL = /^[A-Za-z0-9_-]+$/;
/** No code that fits a picture inflates to more. */
const MAX_TEXT = 65_536;

/** Takes a code apart; nothing when it is none. */
export function readReceiptCode(text: string): ReceiptCode | undefined {
  const bytes = BASE64URL.test(text) ? Buffer.from(text, 'base64url') : undefined;
  if (bytes?.toString('base64url') !== text) return undefined;
  try {
    return unpack(new CodeReader(bytes));
  } catch (error) {
    if (error instanceof CodeFault || error instanceof SyntaxError || isZlibFault(error)) return undefined;
    throw error;
  }
}

function unpack(reader: CodeReader): ReceiptCode {
  if (reader.byte() !== VERSION) throw new CodeFault('another version');
  const state = DOCUMENT_STATES[reader.byte()];
  if (state === undefined) throw new CodeFault('an unknown state');
  const inflated = inflateRawSync(reader.run(), { maxOutputLength: MAX_TEXT });
  const { values, origin, domain, content } = readTexts(inflated.toString('utf8'), state === 'shown');
  const salt = reader.raw(SALT_BYTES);
  const documentHash = reader.raw(HASH_BYTES);
  const leafIndex = reader.number();
  const treeSize = reader.number();
  const path = Array.from({ length: reader.byte() }, () => reader.raw(HASH_BYTES));
  const root = reader.raw(HASH_BYTES);
  const signature = reader.raw(ED25519_SIGNATURE_BYTES);
  const publicKey = reader.raw(HASH_BYTES);
  const documentSalt = state === 'shown' ? reader.raw(SALT_BYTES) : undefined;
  reader.end();
  const named = Object.fromEntries(RECORD_FIELDS.map((name, at) => [name, values[at] ?? null]));
  return {
    record: { ...named, documentHash: Buffer.from(documentHash).toString('hex') },
    ...{ salt, documentHash, leafIndex, path, origin, treeSize, root, signature, publicKey, state },
    ...(documentSalt === undefined ? {} : { document: { domain, salt: documentSalt, content } }),
  };
}

interface Texts {
  readonly values: readonly unknown[];
  readonly origin: string;
  readonly domain: string;
  readonly content: JsonObject;
}

function readTexts(json: string, shown: boolean): Texts {
  const texts = JSON.parse(json) as unknown;
  const [values, origin, domain = '', content = {}, ...rest] = Array.isArray(texts)
    ? (texts as unknown[])
    : [];
  const wellFormed =
    Array.isArray(values) &&
    values.length === RECORD_FIELDS.length &&
    typeof origin === 'string' &&
    typeof domain === 'string' &&
    typeof content === 'object' &&
    content !== null &&
    rest.length === 0 &&
    (texts as unknown[]).length === (shown ? 4 : 2);
  // one spelling: what is read is what would be written
  if (!wellFormed || canonicalJson(texts as never) !== json) throw new CodeFault('not the texts of a code');
  return { values: values as unknown[], origin, domain, content: content as JsonObject };
}

/** By its code: errors of the platform are not always of this realm. */
function isZlibFault(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE';
}

/** The signed checkpoint that a code was made from, with the notary's own signature only. */
export function checkpointOfCode(code: ReceiptCode): string {
  const { origin, treeSize, root, signature } = code;
  const keyId = verifierKeyOf(origin, code.publicKey).slice(origin.length + 1, origin.length + 9);
  const signed = Buffer.concat([Buffer.from(keyId, 'hex'), signature]);
  return `${origin}\n${treeSize.toString()}\n${toBase64(root)}\n\n— ${origin} ${toBase64(signed)}\n`;
}
