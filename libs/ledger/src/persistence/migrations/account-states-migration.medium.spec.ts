import { migrate, migrateDown, platformMigrations } from '@carbon/database';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../../tests/support/test-database';
import { ledgerMigrations } from './index';

let server: TestDatabase;
let owner: Client;
beforeEach(async () => {
  server = await createTestDatabase();
  owner = new Client({ connectionString: server.superuserUrl });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await server.drop();
});

const before = [...platformMigrations, ...ledgerMigrations.slice(0, 2)];
const after = [...platformMigrations, ...ledgerMigrations.slice(0, 3)];

/** The columns asked for, of accounts in the order of their ids. */
async function rows(columns: string, table: string): Promise<unknown[]> {
  const { rows: found } = await owner.query<Record<string, unknown>>(
    `select ${columns} from ledger.${table} where ${table === 'account' ? 'id' : 'account_id'} >= 1024 order by 1`,
  );
  return found;
}

it('a ledger that is in use keeps its blocks, forwards and back; what the old one cannot say becomes a block', async () => {
  await migrate(server.superuserUrl, before);
  await owner.query(`
    insert into ledger.instrument (code, kind, unit, scheme, serialised) values ('CNY', 'cash', 'fen', 'CN', false);
    insert into ledger.account (number, holder_id, kind)
      select 'N-' || n, gen_random_uuid(), 'holding' from generate_series(1, 3) as n;
    select ledger.open_balances('{1024,1025,1026}', '{1,1,1}');
    select ledger.set_account_state(1025, 'blocked', 'differs');
  `);
  await migrate(server.superuserUrl, after);
  expect(await rows('id, state, state_reason, blocked, blocked_reason', 'account')).toEqual([
    { id: 1024, state: 'open', state_reason: null, blocked: false, blocked_reason: null },
    { id: 1025, state: 'open', state_reason: null, blocked: true, blocked_reason: 'differs' },
    { id: 1026, state: 'open', state_reason: null, blocked: false, blocked_reason: null },
  ]);
  await owner.query(`select ledger.change_account_state('N-3', 'suspended', 'late', 'x', null, null, now())`);
  expect(await rows('account_id, state, blocked', 'balance')).toEqual([
    { account_id: 1024, state: 0, blocked: false },
    { account_id: 1025, state: 0, blocked: true },
    { account_id: 1026, state: 4, blocked: false },
  ]);

  await migrateDown(server.superuserUrl, after, 1);
  expect(await rows('id, state, state_reason', 'account')).toEqual([
    { id: 1024, state: 'open', state_reason: null },
    { id: 1025, state: 'blocked', state_reason: 'differs' },
    { id: 1026, state: 'blocked', state_reason: 'late' },
  ]);
  expect(await rows('account_id, blocked', 'balance')).toEqual([
    { account_id: 1024, blocked: false },
    { account_id: 1025, blocked: true },
    { account_id: 1026, blocked: true },
  ]);
  await owner.query(`select ledger.set_account_state(1024, 'blocked', 'again')`);
  await migrate(server.superuserUrl, after);
  expect(await rows('id, blocked', 'account')).toEqual(
    [1024, 1025, 1026].map((id) => ({ id, blocked: true })),
  );
});
