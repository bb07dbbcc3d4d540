import { connect, type Database } from '@carbon/database';
import { registryMigrations } from '../../apps/registry/src/rooms';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase(registryMigrations);
  database = await connect({ url: test.superuserUrl, poolSize: 12 });
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const ensure = (day: string) =>
  database.transaction((tx) => tx.query('select inclusion.ensure_month($1::date)', [day]));

it('many who need a month at once get one, with its indexes', async () => {
  await Promise.all(
    Array.from({ length: 12 }, (_, at) => ensure(`2026-03-${String(at + 1).padStart(2, '0')}`)),
  );
  const rows = await database.query<{ table: string; indexes: string }>(
    `select c.relname as table, (select count(*) from pg_index x where x.indrelid = c.oid) as indexes
       from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent in ('inclusion.act'::regclass, 'inclusion.verdict'::regclass) order by 1`,
  );
  expect(rows).toEqual([
    { table: 'act_2026_03', indexes: '2' },
    { table: 'verdict_2026_03', indexes: '2' },
  ]);
});

it('a new month waits for nobody who writes into another', async () => {
  await database.transaction(async (tx) => {
    await tx.query(
      `insert into inclusion.verdict values (1, '2026-03-01', 1, 1, now(), 1, 1, 1, 1, 1, 1, 1, 1, 1, 0)`,
    );
    await ensure('2026-04-01');
  });
  expect(await database.query(`select to_regclass('inclusion.act_2026_04') is not null as there`)).toEqual([
    { there: true },
  ]);
});
