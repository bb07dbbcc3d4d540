import { SettingsError } from '@carbon/http';
import { newApiKey } from '@carbon/identity';
import { peopleOf } from './people-settings';
import { readApiKeys } from './read-api-keys';
import { readRegistryConfig } from './registry-config';

const GOOD = {
  DATABASE_URL: 'postgres://app@db/carbon',
  CARBON_KEYS_FILE: '/var/lib/carbon/master-keys.json',
  API_KEYS: '[]',
};

function faults(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readRegistryConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
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
      expect.stringMatching(/^CARBON_KEYS_FILE: 应为.+ must be the path/),
      expect.stringMatching(/^LOG_LEVEL: 应为 .+ must be one of/),
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

  it('mails need a sender and the address of our pages', () => {
    expect(faults({ ...GOOD, SMTP_URL: 'smtps://mail.example' }).map((fault) => fault.split(':')[0])).toEqual(
      ['MAIL_FROM', 'PUBLIC_URL'],
    );
  });

  it('an OpenID provider needs a client and our address', () => {
    expect(
      faults({ ...GOOD, OIDC_ISSUER: 'https://id.example' }).map((fault) => fault.split(':')[0]),
    ).toEqual(['OIDC_CLIENT_ID', 'PUBLIC_URL']);
    const whole = {
      OIDC_ISSUER: 'https://id.example',
      OIDC_CLIENT_ID: 'carbon',
      PUBLIC_URL: 'https://carbon.example',
    };
    expect(
      peopleOf(readRegistryConfig({ ...GOOD, ...whole, OIDC_SECOND_FACTOR_ACR: 'gold,silver' })).oidc,
    ).toEqual({
      issuer: 'https://id.example',
      clientId: 'carbon',
      redirectUri: 'https://carbon.example/v1/oidc/callback',
      linkByVerifiedEmail: false,
      secondFactor: { acr: ['gold', 'silver'] },
    });
  });

  it('a second factor is wanted and cookies go over TLS, unless somebody says otherwise', () => {
    expect(readRegistryConfig(GOOD)).toMatchObject({ SECOND_FACTOR: 'required', COOKIES_SECURE: true });
    expect(readRegistryConfig({ ...GOOD, COOKIES_SECURE: 'false' }).COOKIES_SECURE).toBe(false);
    expect(faults({ ...GOOD, SECOND_FACTOR: 'maybe' })).toHaveLength(1);
  });

  it('keys are read, or refused by name', async () => {
    const { key, entry } = newApiKey('desk', 'Desk', ['*']);
    const config = readRegistryConfig({ ...GOOD, API_KEYS: JSON.stringify([entry]) });
    expect((await (await readApiKeys(config)).authenticate({ authorization: `Bearer ${key}` }))?.id).toBe(
      'desk',
    );
    const read = (environment: Record<string, string>) =>
      readApiKeys(readRegistryConfig({ ...GOOD, API_KEYS: undefined, ...environment }));
    await expect(read({ API_KEYS: '{' })).rejects.toThrow('API_KEYS: 不是有效的 JSON / is not valid JSON');
    await expect(read({ API_KEYS_FILE: '/nowhere/keys.json' })).rejects.toThrow(
      'API_KEYS_FILE: 文件无法读取',
    );
    await expect(read({ API_KEYS: JSON.stringify([{ ...entry, permissions: ['fly'] }]) })).rejects.toThrow(
      'is not a permission: fly',
    );
  });
});
