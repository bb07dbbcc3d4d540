import { type KeyObject, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { Refusal } from '@carbon/kernel';
import { sha256 } from './merkle-hash';
import { fromBase64, toBase64, toHex } from './strict-text';

/*
 * Ed25519 keys of C2SP signed-note. A key is named by its name and its key ID,
 * `SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)[:4]`; 0x01 is the signature type "Ed25519".
 */

const ED25519 = 0x01;
const KEY_BYTES = 32;
export const ED25519_SIGNATURE_BYTES = 64;

/** DER that stands before the 32 bytes of an Ed25519 key (RFC 8410): SubjectPublicKeyInfo and PKCS #8. */
const PUBLIC_KEY_DER = Buffer.from('302a300506032b6570032100', 'hex');
const PRIVATE_KEY_DER = Buffer.from('302e020100300506032b657004220420', 'hex');

const KEY_NAME = /^[^\s+\p{Cc}\p{Surrogate}]+$/u;
const VERIFIER_KEY = /^(?<name>[^+]+)\+(?<id>[0-9a-f]{8})\+(?<key>.+)$/;
const SIGNER_KEY = /^PRIVATE\+KEY\+(?<name>[^+]+)\+(?<id>[0-9a-f]{8})\+(?<key>.+)$/;

/** Checks signatures of one key. */
export interface NoteVerifier {
  readonly name: string;
  /** 8 lowercase hexadecimal digits. */
  readonly keyId: string;
  /** `name+keyId+base64(0x01 ‖ public key)`: the form in which the key is published. */
  readonly verifierKey: string;
  verify(message: Uint8Array, signature: Uint8Array): boolean;
}

/** Signs with one key; where the key lives is the caller's affair. */
export interface NoteSigner {
  readonly name: string;
  readonly keyId: string;
  readonly verifierKey: string;
  /** The 64 bytes of the Ed25519 signature (RFC 8032) of a message. */
  sign(message: Uint8Array): Uint8Array;
}

/** No spaces, no plus, no control characters: what C2SP signed-note asks of a key's name. */
export function isKeyName(text: string): boolean {
  return KEY_NAME.test(text);
}

/** Reads a published verifier key. @throws Refusal LOG_KEY_MALFORMED */
export function readVerifierKey(text: string): NoteVerifier {
  const { name, key } = readKey(text, VERIFIER_KEY);
  const publicKey = createPublicKey({
    key: Buffer.concat([PUBLIC_KEY_DER, key]),
    format: 'der',
    type: 'spki',
  });
  const verifier = noteVerifier(name, publicKey);
  if (verifier.verifierKey !== text) throw malformedKey();
  return verifier;
}

/** Reads a signer key, `PRIVATE+KEY+name+keyId+base64(0x01 ‖ seed)`: a secret. @throws Refusal LOG_KEY_MALFORMED */
export function readSignerKey(text: string): NoteSigner {
  const { name, key } = readKey(text, SIGNER_KEY);
  if (encodeSignerKey(name, key) !== text) throw malformedKey();
  return signerFromSeed(name, key);
}

/** Writes the signer key of a 32-byte seed, for a secret store. */
export function encodeSignerKey(name: string, seed: Uint8Array): string {
  return `PRIVATE+KEY+${name}+${signerFromSeed(name, seed).keyId}+${typedKey(seed)}`;
}

/** The signer of a 32-byte Ed25519 seed (RFC 8032 section 5.1.5). @throws Refusal LOG_KEY_MALFORMED */
export function signerFromSeed(name: string, seed: Uint8Array): NoteSigner {
  if (seed.length !== KEY_BYTES) throw malformedKey();
  return noteSigner(
    name,
    createPrivateKey({ key: Buffer.concat([PRIVATE_KEY_DER, seed]), format: 'der', type: 'pkcs8' }),
  );
}

/** The signer of an Ed25519 private key. @throws Refusal LOG_KEY_MALFORMED */
export function noteSigner(name: string, privateKey: KeyObject): NoteSigner {
  const { keyId, verifierKey } = noteVerifier(name, createPublicKey(privateKey));
  return {
    name,
    keyId,
    verifierKey,
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

/** The published form of a public key of 32 bytes. @throws Refusal LOG_KEY_MALFORMED */
export function verifierKeyOf(name: string, publicKey: Uint8Array): string {
  const der = Buffer.concat([PUBLIC_KEY_DER, publicKey]);
  return noteVerifier(name, createPublicKey({ key: der, format: 'der', type: 'spki' })).verifierKey;
}

/** The 32 bytes of a published key. @throws Refusal LOG_KEY_MALFORMED */
export function verifierKeyBytes(text: string): Uint8Array {
  return readKey(text, VERIFIER_KEY).key;
}

function noteVerifier(name: string, publicKey: KeyObject): NoteVerifier {
  if (!isKeyName(name) || publicKey.asymmetricKeyType !== 'ed25519') throw malformedKey();
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_KEY_DER.length);
  const keyId = toHex(
    sha256(Buffer.concat([Buffer.from(`${name}\n`), Uint8Array.of(ED25519), raw])).subarray(0, 4),
  );
  return {
    name,
    keyId,
    verifierKey: `${name}+${keyId}+${typedKey(raw)}`,
    verify: (message, signature) =>
      signature.length === ED25519_SIGNATURE_BYTES && verify(null, message, publicKey, signature),
  };
}

function readKey(text: string, form: RegExp): { name: string; key: Uint8Array } {
  const parts = form.exec(text)?.groups;
  const typed = fromBase64(parts?.['key'] ?? '');
  if (typed?.length !== 1 + KEY_BYTES || typed[0] !== ED25519) throw malformedKey();
  return { name: parts?.['name'] ?? '', key: typed.subarray(1) };
}

function typedKey(key: Uint8Array): string {
  return toBase64(Buffer.concat([Uint8Array.of(ED25519), key]));
}

function malformedKey(): Refusal {
  return new Refusal('LOG_KEY_MALFORMED', 422, {
    zh: '不是有效的 Ed25519 签名密钥（格式：名称+密钥编号+base64）',
    en: 'not a valid Ed25519 note key (form: name+key ID+base64)',
  });
}
