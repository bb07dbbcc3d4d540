import { createHash, randomBytes } from 'node:crypto';
import { migrate } from '@carbon/database';
import { Client } from 'pg';
import type { MigrationInterface } from 'typeorm';
import { SUPERUSER_URL, TEST_RUN, templatePrefix } from './start-database';

export type TestMigrations = readonly (new () => MigrationInterface)[];

/** A database of one test file's own. */
export interface TestDatabase {
  readonly name: string;
  /** Connection string of a superuser to this database. */
  readonly superuserUrl: string;
  /** Removes the database, also while connections to it are open. */
  drop(): Promise<void>;
}

function serverUrl(): string {
  const url = process.env[SUPERUSER_URL];
  if (url === undefined) {
    throw new Error(
      'no test server: run with jest --selectProjects medium or journey, or set DATABASE_URL_TEST',
    );
  }
  return url;
}

function urlTo(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.toString();
}

async function onServer<T>(work: (client: Client) => Promise<T>, url = serverUrl()): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Our own names only, so that quoting them is safe. */
function quoted(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new RangeError(`not a database name: ${name}`);
  return `"${name}"`;
}

async function exists(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  return rowCount === 1;
}

/** An advisory lock number for a name; the same in every worker. */
function lockNumber(name: string): string {
  return createHash('sha256').update(`carbon-test-template:${name}`).digest().readBigInt64BE().toString();
}

/** This run's template of a list of migrations; another run may have other migrations of the same names. */
function templateName(migrations: TestMigrations): string {
  const names = migrations.map(({ name }) => name).join();
  const list = createHash('sha256').update(names).digest('hex').slice(0, 20);
  return `${templatePrefix(process.env[TEST_RUN] ?? String(process.pid))}${list}`;
}

/**
 * The template of a list of migrations, made once a run, however many workers ask at the same time. It is migrated under
 * another name and renamed when it is whole, so that a template is never half made.
 */
async function templateOf(migrations: TestMigrations): Promise<string> {
  const name = templateName(migrations);
  await onServer(async (client) => {
    if (await exists(client, name)) return;
    await client.query('select pg_advisory_lock($1)', [lockNumber(name)]);
    if (await exists(client, name)) return; // made while we waited; the lock ends with the connection
    const fresh = `${name}_new`;
    await client.query(`drop database if exists ${quoted(fresh)} with (force)`);
    await client.query(`create database ${quoted(fresh)}`);
    await migrate(urlTo(fresh), [...migrations]);
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [fresh],
    );
    await client.query(`alter database ${quoted(fresh)} rename to ${quoted(name)}`);
  });
  return name;
}

/**
 * Makes a fresh database: an empty one, or one that these migrations made, as a copy of the run's template of them.
 * Files are copied as they are, which beats the copy through the write-ahead log where nothing is synced.
 */
export async function createTestDatabase(migrations?: TestMigrations): Promise<TestDatabase> {
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  const from =
    migrations === undefined ? '' : ` template ${quoted(await templateOf(migrations))} strategy file_copy`;
  await onServer((client) => client.query(`create database ${quoted(name)}${from}`));
  return {
    name,
    superuserUrl: urlTo(name),
    drop: async () => {
      await onServer((client) => client.query(`drop database if exists ${quoted(name)} with (force)`));
    },
  };
}
