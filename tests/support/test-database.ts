import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A database of one test file's own. */
export interface TestDatabase {
  readonly name: string;
  /** Connection string of a superuser to this database. */
  readonly superuserUrl: string;
  /** Removes the database, also while connections to it are open. */
  drop(): Promise<void>;
}

function serverUrl(): string {
  const url = process.env['CARBON_TEST_SUPERUSER_URL'];
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

/**
 * Makes the template database `name` once a run, however many workers ask at the same time. It is migrated under
 * another name and renamed when it is whole, so that a template is never half made. Gives its name.
 */
export async function prepareTemplate(
  name: string,
  migrate: (superuserUrl: string) => Promise<void>,
): Promise<string> {
  await onServer(async (client) => {
    if (await exists(client, name)) return;
    await client.query('select pg_advisory_lock($1)', [lockNumber(name)]);
    if (await exists(client, name)) return; // made while we waited; the lock ends with the connection
    const fresh = `${name}_new`;
    await client.query(`drop database if exists ${quoted(fresh)} with (force)`);
    await client.query(`create database ${quoted(fresh)}`);
    await migrate(urlTo(fresh));
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [fresh],
    );
    await client.query(`alter database ${quoted(fresh)} rename to ${quoted(name)}`);
  });
  return name;
}

/** Makes a fresh database, empty or a copy of a template that `prepareTemplate` made. */
export async function createTestDatabase(
  options: { readonly template?: string } = {},
): Promise<TestDatabase> {
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  const from = options.template === undefined ? '' : ` template ${quoted(options.template)}`;
  await onServer((client) => client.query(`create database ${quoted(name)}${from}`));
  return {
    name,
    superuserUrl: urlTo(name),
    drop: async () => {
      await onServer((client) => client.query(`drop database if exists ${quoted(name)} with (force)`));
    },
  };
}
