import { migrate, migrateDown } from '@carbon/database';
import { Client } from 'pg';
import { allMigrations } from '../../apps/platform/src/assembly';
import { createTestDatabase } from '../support/test-database';

/** Everything a schema is made of, as text. */
async function schemaOf(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ line: string }>(`
    select format('column %s.%s.%s %s %s %s', table_schema, table_name, column_name, data_type, is_nullable, column_default)
           as line from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema')
    union all select format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
     where connamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
    union all select indexdef from pg_indexes where schemaname not in ('pg_catalog', 'information_schema')
    union all select format('function %s %s', oid::regprocedure, md5(prosrc)) from pg_proc
     where pronamespace::regnamespace::text in ('platform', 'ledger', 'identity', 'certificates', 'log')
    union all select format('grant %s.%s %s', table_schema, table_name, privilege_type)
      from information_schema.role_table_grants where grantee = 'carbon_app'
    order by 1`);
  await client.end();
  return rows.map(({ line }) => line);
}

it('all migrations go up, down to nothing, and up again to the same schema', async () => {
  const server = await createTestDatabase();
  const { superuserUrl } = server;
  const ran = await migrate(superuserUrl, allMigrations);
  expect(ran).toHaveLength(allMigrations.length);
  const up = await schemaOf(superuserUrl);
  expect(await migrate(superuserUrl, allMigrations)).toEqual([]);
  await migrateDown(superuserUrl, allMigrations, allMigrations.length);
  const down = (await schemaOf(superuserUrl)).filter((line) => !line.includes('migration'));
  expect(down).toEqual([]);
  await migrate(superuserUrl, allMigrations);
  expect(await schemaOf(superuserUrl)).toEqual(up);
  await server.drop();
});
