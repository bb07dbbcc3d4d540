import { newApiKey } from '@carbon/identity';
import { readApiKeys } from './read-api-keys';
import { ConfigError, readRegistryConfig } from './registry-config';

const GOOD = { DATABASE_URL: 'postgres://app@db/carbon', API_KEYS: '[]' };

function faults(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readRegistryConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('the configuration of the registry', () => {
  it('what is not set has its usual value', () => {
    expect(readRegistryConfig(GOOD)).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', LOG_LEVEL: 'info' });
  });

  it('what is set is taken', () => {
    const config = readRegistryConfig({ ...GOOD, PORT: '8080', LOG_LEVEL: 'debug', OTHER: 'x' });
    expect([config.PORT, config.LOG_LEVEL]).toEqual([8080, 'debug']);
  });

  it('each fault has its sentence in both languages', () => {
    expect(faults({ PORT: '70000', LOG_LEVEL: 'loud' })).toEqual([
      'PORT: 应为 0 至 65535 的整数 / must be a whole number from 0 to 65535',
      'DATABASE_URL: 应为 postgres:// 连接串 / must be a postgres:// connection string',
      expect.stringMatching(/^LOG_LEVEL: 应为 .+ must be one of/),
      'API_KEYS: API_KEYS 与 API_KEYS_FILE 须且只能设置一个 / set either API_KEYS or API_KEYS_FILE, not both',
    ]);
  });

  it.each(['http', '80.5', '-1', '1e9'])('port %s is refused', (PORT) => {
    expect(faults({ ...GOOD, PORT })).toHaveLength(1);
  });

  it('a password is never repeated', () => {
    expect(faults({ ...GOOD, DATABASE_URL: 'mysql://root:secret@db' }).join()).not.toContain('secret');
  });

  it('both sources of keys at once are refused', () => {
    expect(faults({ ...GOOD, API_KEYS_FILE: '/keys.json' })).toHaveLength(1);
  });

  it('keys are read, or refused by name', async () => {
    const { key, entry } = newApiKey('desk', 'Desk', ['*']);
    const config = readRegistryConfig({ ...GOOD, API_KEYS: JSON.stringify([entry]) });
    expect((await (await readApiKeys(config)).authenticate({ authorization: `Bearer ${key}` }))?.id).toBe('desk');
    const read = (environment: Record<string, string>) =>
      readApiKeys(readRegistryConfig({ DATABASE_URL: GOOD.DATABASE_URL, ...environment }));
    await expect(read({ API_KEYS: '{' })).rejects.toThrow('API_KEYS: 不是有效的 JSON / is not valid JSON');
    await expect(read({ API_KEYS_FILE: '/nowhere/keys.json' })).rejects.toThrow(
      'API_KEYS_FILE: 文件无法读取',
    );
    await expect(read({ API_KEYS: JSON.stringify([{ ...entry, permissions: ['fly'] }]) })).rejects.toThrow(
      'is not a permission: fly',
    );
  });
});
