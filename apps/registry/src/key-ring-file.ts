import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { fault, malformed } from '@carbon/kernel';
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

const newKey = (): string => randomBytes(KEY_BYTES).toString('base64');

function newRing(): StoredRing {
  return { current: { id: 'k1', key: newKey() }, former: [], index: newKey() };
}

const textOf = (ring: StoredRing): string => `${JSON.stringify(ring, null, 2)}\n`;

/**
 * The vault of personal data, with the keys of a file that is its owner's alone. The file is made on first use; who loses
 * it has lost what is encrypted.
 * @throws Refusal SECRET_FILE_EXPOSED
 */
export function openVault(file: string): SealedPersonVault {
  return vaultOf(JSON.parse(ensureSecretFile(file, () => textOf(newRing()))) as StoredRing);
}

/**
 * The vault of a file that must be there: for who works on data that is sealed already.
 * @throws Refusal INPUT_MALFORMED when there is none, SECRET_FILE_EXPOSED
 */
export function openStandingVault(file: string): SealedPersonVault {
  return vaultOf(readRing(file));
}

/** The ids of the keys that a file keeps beside the current one. @throws Refusal as `openStandingVault` */
export function formerKeys(file: string): string[] {
  return readRing(file).former.map(({ id }) => id);
}

/**
 * Makes a new current key, and keeps the one before among the former, which still open what they sealed. A reader of the
 * file meets the old ring or the new one. One process at a time: two would each drop the other's key.
 * @throws Refusal as `openStandingVault`
 */
export function rotateKeyRing(file: string): void {
  const { current, former, index } = readRing(file);
  const next = {
    current: { id: idAfter([current, ...former]), key: newKey() },
    former: [current, ...former],
  };
  writeSecret(file, textOf({ ...next, index }));
}

function readRing(file: string): StoredRing {
  if (!existsSync(file)) {
    throw malformed([fault('--keys', 'readable', `there is no key file ${file}`, `找不到密钥文件 ${file}`)]);
  }
  return JSON.parse(ensureSecretFile(file, () => textOf(newRing()))) as StoredRing;
}

/** An id that no key of the ring has; ids that were removed do not come again, for the highest stays. */
function idAfter(keys: readonly StoredKey[]): string {
  const numbers = keys.map(({ id }) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0));
  return `k${Math.max(...numbers) + 1}`;
}

/** On the disk before it takes the place of the old text: a key that sealed something must not be lost in a crash. */
function writeSecret(file: string, text: string): void {
  const fresh = `${file}.${process.pid}`;
  rmSync(fresh, { force: true });
  const to = openSync(fresh, 'wx', 0o600);
  try {
    writeSync(to, text);
    fsyncSync(to);
  } finally {
    closeSync(to);
  }
  renameSync(fresh, file);
  syncDirectory(dirname(file));
}

/** Windows opens no directories, and keeps a rename without. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const opened = openSync(directory, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function vaultOf(stored: StoredRing): SealedPersonVault {
  const bytesOf = ({ id, key }: StoredKey) => ({ id, bytes: Buffer.from(key, 'base64') });
  const ring: KeyRingParts = {
    current: bytesOf(stored.current),
    former: stored.former.map(bytesOf),
    indexSecret: Buffer.from(stored.index, 'base64'),
  };
  return new SealedPersonVault(ring);
}
