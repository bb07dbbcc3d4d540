import { rmSync } from 'node:fs';
import { Client } from 'pg';
import { SUPERUSER_URL, TEST_RUN, holder, templatePrefix } from './start-database';

/** A server that was given outlives the run: its templates do not. */
async function dropTemplates(url: string, run: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      'select quote_ident(datname) as name from pg_database where starts_with(datname, $1)',
      [templatePrefix(run)],
    );
    for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`);
  } finally {
    await client.end();
  }
}

/** Stops and removes the throwaway cluster of this run, if it has one. Running twice is fine. */
export default async function stopDatabase(): Promise<void> {
  const server = holder.carbonTestServer;
  const run = process.env[TEST_RUN];
  holder.carbonTestServer = undefined;
  if (server !== undefined && run !== undefined) await dropTemplates(server, run);
  const cluster = holder.carbonTestCluster;
  if (!cluster) return;
  holder.carbonTestCluster = undefined;
  Reflect.deleteProperty(process.env, SUPERUSER_URL);
  await cluster.server.stop();
  rmSync(cluster.directory, { recursive: true, force: true, maxRetries: 20 });
}
