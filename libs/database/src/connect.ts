import { setTimeout as delay } from 'node:timers/promises';
import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm';
import { Refusal } from '@carbon/kernel';
import { Database } from './database';

// TypeORM's own types for classes given to it
type Classes = Extract<DataSourceOptions['entities'], MixedList<unknown>>;
type Migrations = NonNullable<DataSourceOptions['migrations']>;

export interface ConnectOptions {
  readonly url: string;
  readonly entities?: Classes;
  readonly poolSize?: number;
  readonly applicationName?: string;
  /**
   * Whether a commit waits until it is on the disk; true when absent. Without it a power cut takes back what was
   * committed in the last moments, whole transactions and the latest first: for work that is then done again.
   */
  readonly durable?: boolean;
}

const NOT_DURABLE = { options: '-c synchronous_commit=off' };

/** Opens a pool of connections as the running application's role. Never synchronises a schema. */
export async function connect(options: ConnectOptions): Promise<Database> {
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    entities: options.entities ?? [],
    synchronize: false,
    applicationName: options.applicationName ?? 'carbon-ledger',
    poolSize: options.poolSize ?? 10,
    ...(options.durable === false ? { extra: NOT_DURABLE } : {}),
  });
  await source.initialize();
  return new Database(source);
}

/** Brings the schema up to date as its owner. Returns the names of the migrations that were run. */
export async function migrate(ownerUrl: string, migrations: Migrations): Promise<string[]> {
  return withMigrations(ownerUrl, migrations, async (source) => {
    const run = await source.runMigrations({ transaction: 'each' });
    return run.map((migration) => migration.name);
  });
}

/** Takes the last `count` migrations back, newest first. */
export async function migrateDown(ownerUrl: string, migrations: Migrations, count: number): Promise<void> {
  await withMigrations(ownerUrl, migrations, async (source) => {
    for (let undone = 0; undone < count; undone++) await source.undoLastMigration({ transaction: 'each' });
  });
}

async function withMigrations<T>(
  ownerUrl: string,
  migrations: Migrations,
  work: (source: DataSource) => Promise<T>,
): Promise<T> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations,
    migrationsTableName: 'migration',
    synchronize: false,
    applicationName: 'carbon-ledger-migrate',
    poolSize: 1,
    extra: NOT_DURABLE, // a migration that a power cut took back is run at the next start
  });
  await source.initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}

/** The login of the running application: a member of `carbon_app` and of nothing else. Returns its connection URL. */
export async function ensureServiceLogin(ownerUrl: string, user: string, password: string): Promise<string> {
  const source = new DataSource({ type: 'postgres', url: ownerUrl, synchronize: false, poolSize: 1 });
  await source.initialize();
  try {
    const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
    const name = `"${user.replaceAll('"', '""')}"`;
    await whileRolesAreBusy(() =>
      source.query(`do $$ begin
        begin create role ${name} login; exception when duplicate_object or unique_violation then null; end;
        alter role ${name} login nosuperuser nocreatedb nocreaterole password ${quote(password)};
        grant carbon_app to ${name};
      end $$`),
    );
  } finally {
    await source.destroy();
  }
  const url = new URL(ownerUrl);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return url.toString();
}

/**
 * Roles belong to the whole cluster and PostgreSQL does not queue writers of its shared catalogs: of two services that
 * start at once, on one database or on two of the same cluster, one is told "tuple concurrently updated" (XX000).
 * Making a login is safe to repeat, so it is.
 */
async function whileRolesAreBusy(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      const busy = error instanceof Error && error.message.includes('tuple concurrently updated');
      if (!busy || attempt === 20) throw error;
      await delay(attempt * 5 + Math.random() * 20);
    }
  }
}

/** History of other rooms than the ledger, where they live in this database: written once, never again. */
const HISTORIES = ['audit.record', 'log.checkpoint', 'approvals.task_event'];

/**
 * Refuses to run with a role that could rewrite history. Rights to single columns are no matter here: how far a
 * checkpoint is on its way to the chain is noted in its row.
 * @throws Refusal DATABASE_ROLE_TOO_STRONG
 */
export async function requireWeakRole(database: Database): Promise<void> {
  const [row] = await database.query<{ role: string; strong: boolean }>(
    `select current_user as role,
            (select rolsuper from pg_roles where rolname = current_user)
              or has_table_privilege('ledger.journal', 'update')
              or has_table_privilege('ledger.journal', 'delete')
              or has_table_privilege('ledger.balance', 'update')
              or has_table_privilege('ledger.block', 'update')
              or exists (
                select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname || '.' || c.relname = any($1)
                   and has_table_privilege(c.oid, 'update, delete, truncate')) as strong`,
    [HISTORIES],
  );
  if (row?.strong !== false) {
    const role = row?.role ?? '?';
    throw new Refusal('DATABASE_ROLE_TOO_STRONG', 503, {
      zh: `数据库角色 ${role} 可以改写账本或其他历史记录。请用只属于 carbon_app 的角色运行服务，用所有者角色执行迁移。`,
      en: `The database role ${role} could rewrite the ledger or other history. Run the services as a member of carbon_app only, and the migrations as the owner.`,
    });
  }
}
