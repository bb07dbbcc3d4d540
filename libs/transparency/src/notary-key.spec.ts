import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chainAddresses, chainKeysOfFile, checkedChainKeys } from './chain/chain-keys';
import { encodeSignerKey } from './domain/index';
import { loadNotaryKey } from './notary-key';

const origin = 'carbon.example/log';
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carbon-key-'));
  file = join(folder, 'new', 'key');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the key of the notary', () => {
  it('is made once in a file that nobody else reads, and is the same ever after', () => {
    const made = loadNotaryKey({ origin, file });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(loadNotaryKey({ origin, file }).verifierKey).toBe(made.verifierKey);
  });

  it('of the configuration goes before the file', () => {
    const signerKey = encodeSignerKey(origin, new Uint8Array(32).fill(1));
    expect(loadNotaryKey({ origin, signerKey, file }).name).toBe(origin);
    expect(() => statSync(file)).toThrow();
  });

  it('is refused when others may read it, when it is of another log, and when it is damaged', () => {
    loadNotaryKey({ origin, file });
    expect(() => loadNotaryKey({ origin: 'other/log', file })).toThrow('LOG_KEY_OF_ANOTHER_LOG');
    chmodSync(file, 0o640);
    expect(() => loadNotaryKey({ origin, file })).toThrow('SECRET_FILE_EXPOSED');
    chmodSync(file, 0o600);
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -6));
    expect(() => loadNotaryKey({ origin, file })).toThrow('LOG_KEY_MALFORMED');
    expect(() => loadNotaryKey({ origin })).toThrow('LOG_KEY_MISSING');
  });
});

describe('the keys of the chain', () => {
  it('are three different ones in one file, made once', () => {
    const keys = chainKeysOfFile(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(chainKeysOfFile(file)).toEqual(keys);
    expect(new Set(Object.values(chainAddresses(keys))).size).toBe(3);
  });

  it('are refused when two are the same or one is missing', () => {
    const key = `0x${'a1'.repeat(32)}`;
    const other = `0x${'a2'.repeat(32)}`;
    expect(() => checkedChainKeys({ admin: key, notary: other, cap: other })).toThrow('CHAIN_KEYS_MALFORMED');
    expect(() => checkedChainKeys({ admin: key, notary: other })).toThrow('CHAIN_KEYS_MALFORMED');
    writeFileSync(join(folder, 'broken'), '{', { mode: 0o600 });
    expect(() => chainKeysOfFile(join(folder, 'broken'))).toThrow('CHAIN_KEYS_MALFORMED');
  });
});
