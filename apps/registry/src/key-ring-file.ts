import { randomBytes } from 'node:crypto';
import { type KeyRingParts, SealedPersonVault } from '@carbon/privacy';
import { ensureSecretFile } from '@carbon/transparency';

interface StoredKey {
  readonly id: string;
  /** 32 bytes, base64. */
  readonly key: string;
}

interface StoredRing {
  readonly current: StoredKey;
  readonly former: readonly StoredKey[];
  /** 32 bytes, base64: finds people by a keyed fingerprint, and stays when the current key is changed. */
  readonly index: string;
}

const KEY_BYTES = 32;

function newRing(): StoredRing {
  const key = (): string => randomBytes(KEY_BYTES).toString('base64');
  return { current: { id: 'k1', key: key() }, former: [], index: key() };
}

/**
 * The vault of personal data, with the keys of a file that is its owner's alone. The file is made on first use; who loses
 * it has lost what is encrypted.
 * @throws Refusal SECRET_FILE_EXPOSED
 */
export function openVault(file: string): SealedPersonVault {
  const stored = JSON.parse(
    ensureSecretFile(file, () => `${JSON.stringify(newRing(), null, 2)}\n`),
  ) as StoredRing;
  const bytesOf = ({ id, key }: StoredKey) => ({ id, bytes: Buffer.from(key, 'base64') });
  const ring: KeyRingParts = {
    current: bytesOf(stored.current),
    former: stored.former.map(bytesOf),
    indexSecret: Buffer.from(stored.index, 'base64'),
  };
  return new SealedPersonVault(ring);
}
