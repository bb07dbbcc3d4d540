import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiKeyEntry, ApiKeys, newApiKey } from '@carbon/identity';
import { ensureSecretFile } from '@carbon/transparency';

/** A secret of the data folder: made on first use, in a folder that is its owner's alone. @throws Refusal SECRET_FILE_EXPOSED */
export function secretOf(directory: string, name: string, make: () => string): string {
  const folder = join(directory, 'secrets');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return ensureSecretFile(join(folder, name), () => `${make()}\n`).trim();
}

export interface LocalKeys {
  readonly keys: ApiKeys;
  /** May do everything. */
  readonly operator: string;
  /** May read everything. */
  readonly reader: string;
}

interface StoredKeys {
  readonly operator: string;
  readonly reader: string;
  readonly entries: readonly ApiKeyEntry[];
}

/** The API keys of the embedded platform: an operator and a reader, made on the first start. */
export function localKeys(directory: string): LocalKeys {
  const stored = JSON.parse(
    secretOf(directory, 'api-keys.json', () => {
      const operator = newApiKey('operator', 'Operator 操作员', ['*']);
      const reader = newApiKey('reader', 'Reader 只读', [
        'holders.read',
        'accounts.read',
        'instruments.read',
        'ledger.read',
        'plants.read',
        'meter-months.read',
        'certificates.read',
        'evidence.read',
        'reconciliation.read',
        'log.read',
      ]);
      const keys: StoredKeys = {
        operator: operator.key,
        reader: reader.key,
        entries: [operator.entry, reader.entry],
      };
      return JSON.stringify(keys, null, 2);
    }),
  ) as StoredKeys;
  return { keys: ApiKeys.parse(stored.entries), operator: stored.operator, reader: stored.reader };
}

/** Where the `carbon` command finds the platform that was started from this folder. */
export function writeConnection(directory: string, url: string, key: string): void {
  const file = join(directory, 'connection.json');
  writeFileSync(file, `${JSON.stringify({ url, key }, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}
