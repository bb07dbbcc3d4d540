import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  Authenticator,
  type Caller,
  type Credentials,
  isPermission,
  type Permission,
  PERMISSIONS,
  serviceCaller,
} from '@carbon/http';
import { fault, type FieldFault, malformed, Refusal } from '@carbon/kernel';

/** A key as it stands in the configuration: never the key itself, only its hash. */
export interface ApiKeyEntry {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the key, lower-case hex. Keys are random and long, so a slow hash would add nothing. */
  readonly sha256: string;
  /** Permission names, or `*` alone for all. */
  readonly permissions: readonly string[];
}

const ID = /^[a-z0-9][a-z0-9-]{1,63}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const BEARER = /^Bearer +([\x21-\x7e]{1,200})$/i;
const KEY_BYTES = 32;

/** Makes a key and what the configuration holds of it. The key is shown once and kept nowhere. */
export function newApiKey(
  id: string,
  name: string,
  permissions: readonly (Permission | '*')[],
): { readonly key: string; readonly entry: ApiKeyEntry } {
  const key = `ck_${randomBytes(KEY_BYTES).toString('base64url')}`;
  return { key, entry: { id, name, sha256: hash('sha256', key), permissions } };
}

/** Knows callers by their API keys: `Authorization: Bearer <key>`. */
export class ApiKeys extends Authenticator {
  private constructor(
    private readonly keys: readonly { readonly digest: Buffer; readonly caller: Caller }[],
  ) {
    super();
  }

  /**
   * @param config a list of ApiKeyEntry, as parsed from JSON
   * @throws Refusal INPUT_MALFORMED naming each fault: unknown permissions, repeated ids, bad hashes
   */
  static parse(config: unknown): ApiKeys {
    if (!Array.isArray(config)) {
      throw malformed([fault('keys', 'array', 'must be a list of API keys', '必须是 API 密钥列表')]);
    }
    const faults: FieldFault[] = [];
    const ids = new Set<string>();
    const keys = config.flatMap((entry: unknown, at) => {
      const found = faultsOfEntry(entry, `keys[${at}]`, ids);
      faults.push(...found);
      return found.length === 0 ? [toKey(entry as ApiKeyEntry)] : [];
    });
    if (faults.length > 0) throw malformed(faults);
    return new ApiKeys(keys);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- other authenticators look callers up
  async authenticate({ authorization }: Pick<Credentials, 'authorization'>): Promise<Caller | undefined> {
    if (authorization === undefined || authorization === '') return undefined;
    const digest = hash('sha256', BEARER.exec(authorization)?.[1] ?? '', 'buffer');
    // all keys are compared, each in constant time: the time tells nothing of which one was nearly right
    let caller: Caller | undefined;
    for (const known of this.keys) if (timingSafeEqual(known.digest, digest)) caller = known.caller;
    if (caller === undefined) {
      throw new Refusal('CREDENTIALS_WRONG', 401, {
        zh: 'API 密钥无效',
        en: 'The API key is not valid',
      });
    }
    return caller;
  }
}

function toKey(entry: ApiKeyEntry): { digest: Buffer; caller: Caller } {
  const permissions = entry.permissions.includes('*') ? PERMISSIONS : entry.permissions.filter(isPermission);
  return {
    digest: Buffer.from(entry.sha256, 'hex'),
    caller: serviceCaller(entry.id, entry.name, permissions),
  };
}

function faultsOfEntry(entry: unknown, place: string, ids: Set<string>): FieldFault[] {
  if (typeof entry !== 'object' || entry === null) {
    return [fault(place, 'object', 'must be an object', '必须是对象')];
  }
  const { id, name, sha256, permissions } = entry as Partial<Record<keyof ApiKeyEntry, unknown>>;
  const faults: FieldFault[] = [];
  const known = new Set(['id', 'name', 'sha256', 'permissions']);
  for (const field of Object.keys(entry).filter((each) => !known.has(each))) {
    faults.push(fault(`${place}.${field}`, 'unknown', 'is not a field of an API key', '不是 API 密钥的字段'));
  }
  if (typeof id !== 'string' || !ID.test(id)) {
    faults.push(fault(`${place}.id`, 'format', `must match ${ID.source}`, `应符合格式 ${ID.source}`));
  } else if (ids.has(id)) faults.push(fault(`${place}.id`, 'unique', `${id} is repeated`, `${id} 重复`));
  else ids.add(id);
  if (typeof name !== 'string' || name.trim() === '') {
    faults.push(fault(`${place}.name`, 'required', 'must be a name', '必须填写名称'));
  }
  if (typeof sha256 !== 'string' || !SHA256.test(sha256)) {
    faults.push(
      fault(`${place}.sha256`, 'sha256', 'must be 64 lower-case hex digits', '应为 64 位小写十六进制数'),
    );
  }
  return [...faults, ...faultsOfPermissions(permissions, `${place}.permissions`)];
}

function faultsOfPermissions(permissions: unknown, place: string): FieldFault[] {
  if (!Array.isArray(permissions) || permissions.length === 0) {
    return [fault(place, 'array', 'must list at least one permission', '至少列出一项权限')];
  }
  if (permissions.length === 1 && permissions[0] === '*') return [];
  return permissions.flatMap((name: unknown, at) =>
    typeof name === 'string' && isPermission(name)
      ? []
      : [
          fault(
            `${place}[${at}]`,
            'permission',
            `is not a permission: ${String(name)}`,
            `不是已知的权限：${String(name)}`,
          ),
        ],
  );
}
