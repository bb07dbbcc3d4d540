import { PERMISSIONS } from '@carbon/http';
import { Refusal } from '@carbon/kernel';
import { ApiKeys, newApiKey } from './api-keys';

describe('API keys', () => {
  const desk = newApiKey('desk', 'Registry desk', ['holders.read', 'holders.write']);
  const root = newApiKey('root', 'Operator', ['*']);
  const keys = ApiKeys.parse([desk.entry, root.entry]);

  it('a key finds its caller; the entry holds only its hash', async () => {
    const caller = await keys.authenticate({ authorization: `Bearer ${desk.key}` });
    expect(caller).toEqual({
      id: 'desk',
      name: 'Registry desk',
      kind: 'service-key',
      permissions: new Set(['holders.read', 'holders.write']),
      reach: 'everything',
    });
    expect(JSON.stringify(desk.entry)).not.toContain(desk.key);
  });

  it('* alone is every permission', async () => {
    expect((await keys.authenticate({ authorization: `bearer ${root.key}` }))?.permissions).toEqual(
      new Set(PERMISSIONS),
    );
  });

  it('no header is no caller', async () => {
    expect(await keys.authenticate({ authorization: undefined })).toBeUndefined();
    expect(await keys.authenticate({ authorization: '' })).toBeUndefined();
  });

  it.each([
    'Bearer wrong',
    `Basic ${desk.key}`,
    desk.key,
    'Bearer',
    `Bearer ${desk.key} x`,
    `Bearer ${desk.entry.sha256}`,
  ])('wrong credentials are refused with 401 (%#)', async (header) => {
    await expect(keys.authenticate({ authorization: header })).rejects.toMatchObject({
      status: 401,
      code: 'CREDENTIALS_WRONG',
    });
  });

  it('two keys are never alike', () => {
    expect(newApiKey('a1', 'A', ['*']).key).not.toBe(newApiKey('a1', 'A', ['*']).key);
  });

  const faults = (config: unknown) => {
    try {
      ApiKeys.parse(config);
      return [];
    } catch (error) {
      return error instanceof Refusal ? error.fields.map(({ field, rule }) => `${field} ${rule}`) : [error];
    }
  };

  it.each([
    ['no list', {}, ['keys array']],
    ['no object', [5], ['keys[0] object']],
    [
      'an unknown permission',
      [{ ...desk.entry, permissions: ['holders.burn'] }],
      ['keys[0].permissions[0] permission'],
    ],
    [
      '* beside others',
      [{ ...desk.entry, permissions: ['*', 'log.read'] }],
      ['keys[0].permissions[0] permission'],
    ],
    ['no permission', [{ ...desk.entry, permissions: [] }], ['keys[0].permissions array']],
    ['a repeated id', [desk.entry, { ...root.entry, id: 'desk' }], ['keys[1].id unique']],
    ['the key instead of its hash', [{ ...desk.entry, sha256: desk.key }], ['keys[0].sha256 sha256']],
    ['an unknown field', [{ ...desk.entry, key: 'x' }], ['keys[0].key unknown']],
    [
      'everything wrong',
      [{ id: 'A B', name: ' ', sha256: 1, permissions: 'x' }],
      ['keys[0].id format', 'keys[0].name required', 'keys[0].sha256 sha256', 'keys[0].permissions array'],
    ],
  ])('a configuration with %s is refused', (_, config, expected) => {
    expect(faults(config)).toEqual(expected);
  });
});
