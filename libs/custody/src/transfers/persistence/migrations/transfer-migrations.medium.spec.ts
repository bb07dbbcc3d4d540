import { migrate, migrateDown, platformMigrations } from '@carbon/database';
import { ledgerMigrations } from '@carbon/ledger';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../../../tests/support/test-database';
import { transferMigrations } from './index';

describe('the migrations of transfers', () => {
  let server: TestDatabase;
  // of the ledger those that came before: what is undone are the last ones
  const all = [...platformMigrations, ...ledgerMigrations.slice(0, 3), ...transferMigrations];

  beforeAll(async () => {
    server = await createTestDatabase();
  });
  afterAll(() => server.drop());

  const ask = async (text: string): Promise<unknown> => {
    const client = new Client(server.superuserUrl);
    await client.connect();
    try {
      return (await client.query<{ answer: unknown }>(text)).rows[0]?.answer;
    } finally {
      await client.end();
    }
  };

  it('go up, down and up again, and leave the schema to the other rooms of custody', async () => {
    const left = `select count(*)::int as answer from pg_class where relnamespace = 'custody'::regnamespace`;
    await migrate(server.superuserUrl, all);
    expect(await ask(left)).toBeGreaterThan(0);
    await migrateDown(server.superuserUrl, all, transferMigrations.length);
    expect(await ask(left)).toBe(0);
    expect(await migrate(server.superuserUrl, all)).toEqual([
      'TrustedAccountsAndTransfers1700000008500',
      'SchemeDetails1700000010010',
    ]);
  });

  it('the application writes no history, removes nothing and edits no term of an order', async () => {
    const may = (table: string, privilege: string) =>
      ask(`select has_table_privilege('carbon_app', 'custody.${table}', '${privilege}') as answer`);
    expect(await may('transfer_order_history', 'insert')).toBe(false);
    expect(await may('transfer_step', 'insert')).toBe(false);
    for (const table of ['transfer_order', 'trusted_account', 'transfer_settings']) {
      expect(await may(table, 'insert')).toBe(true);
      expect(await may(table, 'delete')).toBe(false);
    }
    const mayUpdate = (column: string) =>
      ask(
        `select has_column_privilege('carbon_app', 'custody.transfer_order', '${column}', 'update') as answer`,
      );
    expect(await Promise.all(['state', 'quantity', 'to_account', 'initiator'].map(mayUpdate))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
