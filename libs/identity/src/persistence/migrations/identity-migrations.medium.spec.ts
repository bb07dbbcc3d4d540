import { migrate, migrateDown, platformMigrations } from '@carbon/database';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../../tests/support/test-database';
import { HOLDER_KINDS } from '../../domain/holder';
import { identityMigrations } from './index';

describe('the migrations of identity', () => {
  let server: TestDatabase;
  const all = [...platformMigrations, ...identityMigrations];

  beforeAll(async () => {
    server = await createTestDatabase();
  });
  afterAll(() => server.drop());

  const ask = async (text: string, values: unknown[] = []) => {
    const client = new Client(server.superuserUrl);
    await client.connect();
    try {
      return (await client.query<{ answer: unknown }>(text, values)).rows.map(({ answer }) => answer);
    } finally {
      await client.end();
    }
  };

  it('go up, down and up again', async () => {
    const there = `select to_regclass('identity.holder') is not null as answer`;
    await migrate(server.superuserUrl, all);
    expect(await ask(there)).toEqual([true]);
    await migrateDown(server.superuserUrl, all, identityMigrations.length);
    expect(await ask(there)).toEqual([false]);
    expect(await migrate(server.superuserUrl, all)).toEqual(identityMigrations.map(({ name }) => name));
  });

  it('the application may read and enter holders, and nothing else', async () => {
    const may = (privilege: string) =>
      ask(`select has_table_privilege('carbon_app', 'identity.holder', $1) as answer`, [privilege]);
    expect((await Promise.all(['select', 'insert'].map(may))).flat()).toEqual([true, true]);
    expect((await Promise.all(['update', 'delete', 'truncate'].map(may))).flat()).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('the database knows the same kinds of holders as the code', async () => {
    const insert = (kind: string) =>
      ask(
        `insert into identity.holder (id, code, name_zh, name_en, kind, source, created_at)
         values (gen_random_uuid(), $1, 'n', 'n', $2, 'synthetic', now()) returning kind as answer`,
        [`K-${kind.toUpperCase()}`, kind],
      );
    for (const kind of HOLDER_KINDS) expect(await insert(kind)).toEqual([kind]);
    await expect(insert('emperor')).rejects.toThrow('holder_kind_check');
  });
});
