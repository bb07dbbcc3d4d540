import { migrate, migrateDown } from '@carbon/database';
import { Client } from 'pg';
import { allMigrations } from '../../apps/platform/src/assembly';
import { createTestDatabase } from '../support/test-database';

/** Everything our schemas are made of, as text; what an extension brought is not ours. */
async function schemaOf(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ line: string }>(`
    with own as (
      select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema')
    select format('schema %s', nspname) as line from own where nspname <> 'public'
    union all select format('column %s.%s.%s %s %s %s', table_schema, table_name, column_name, data_type, is_nullable,
                            column_default)
      from information_schema.columns join own on nspname = table_schema
    union all select format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(c.oid))
      from pg_constraint c join own on own.oid = connamespace
    union all select indexdef from pg_indexes join own on nspname = schemaname
    union all select format('function %s %s', p.oid::regprocedure, md5(prosrc))
      from pg_proc p join own on own.oid = pronamespace
     where not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    union all select pg_get_triggerdef(t.oid)
      from pg_trigger t join pg_class c on c.oid = tgrelid join own on own.oid = relnamespace
     where not tgisinternal
    union all select format('type %s', t.oid::regtype)
      from pg_type t join own on own.oid = typnamespace where typtype in ('d', 'e')
    union all select format('grant %s.%s.%s %s', table_schema, table_name, column_name, privilege_type)
      from information_schema.role_column_grants where grantee = 'carbon_app'
    union all select format('grant %s.%s %s', table_schema, table_name, privilege_type)
      from information_schema.role_table_grants where grantee = 'carbon_app'
    union all select format('grant %s.%s %s', routine_schema, routine_name, privilege_type)
      from information_schema.role_routine_grants where grantee = 'carbon_app'
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
