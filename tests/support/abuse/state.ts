import type { Database } from '@carbon/database';

/**
 * Written by asking alone, whatever the answer (refusals are kept for repeats, looks at others' business are recorded,
 * sessions and keys say when they were seen last), or by the notary, those who watch markets and those who tell other systems,
 * at their own pace.
 */
const ASKING =
  /^(audit|log)\.|^(platform\.request|identity\.(session|api_key|api_nonce|failed_attempts)|ledger\.batch|events\.(pending|delivery)|market\.watermark|inclusion\.wrong_(voucher_)?code)$/;

/** Whether a webhook answers, which is found out at its own pace as well. */
const NOTED = 'failing_since';

/** A hash of every row of every table, by table: two that are equal say that nothing changed. */
export async function stateOf(database: Database): Promise<Record<string, string>> {
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname not in ('pg_catalog', 'information_schema', 'public')
        and has_table_privilege(c.oid, 'select') order by 1`,
  );
  const state: Record<string, string> = {};
  for (const { name } of tables) {
    if (ASKING.test(name)) continue;
    const [row] = await database.query<{ hash: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(row, ' ' order by row)), '') as hash 
         from (select (to_jsonb(t) - '${NOTED}')::text as row from ${name} t) r`,
    );
    state[name] = row?.hash ?? '';
  }
  return state;
}

/** What the schemas consist of, by table: how many columns. */
export async function schemaOf(database: Database): Promise<unknown> {
  return database.query(
    `select table_schema, table_name, count(*)::int as columns from information_schema.columns
      where table_schema not in ('pg_catalog', 'information_schema') group by 1, 2 order by 1, 2`,
  );
}
