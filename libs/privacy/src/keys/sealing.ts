import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** A sealed value that does not open: the wrong key, the wrong place, or changed bytes. A fault, never shown. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';
  constructor(place: string) {
    super(`a sealed value of ${place} does not open`);
  }
}

/** Where a sealed value belongs: bound to it (AAD), so that it opens nowhere else. The first word says what it is. */
export type Place = readonly [string, ...string[]];

const bound = (place: Place) => Buffer.from(JSON.stringify(place));

/** AES-256-GCM under a fresh nonce: version ‖ nonce ‖ tag ‖ ciphertext. */
export function sealWith(key: Uint8Array, place: Place, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(bound(place));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Uint8Array.of(VERSION), nonce, cipher.getAuthTag(), sealed]);
}

/** @throws SealBrokenError */
export function openWith(key: Uint8Array, place: Place, sealed: Uint8Array): Buffer {
  if (sealed.length < HEAD_BYTES || sealed[0] !== VERSION) throw new SealBrokenError(place[0]);
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(bound(place));
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEAD_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
  } catch {
    throw new SealBrokenError(place[0]);
  }
}
