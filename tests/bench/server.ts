import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '@carbon/database';
import { Client } from 'pg';

/** A throwaway PostgreSQL with the settings of a real installation: fsync on, synchronous commit. */
export class BenchServer {
  private stopping: Promise<void> | undefined;
  private databases = 0;

  private constructor(
    private readonly postgres: EmbeddedPostgres,
    private readonly directory: string,
  ) {}

  static async start(): Promise<BenchServer> {
    const directory = mkdtempSync(join(tmpdir(), `carbon-bench-${process.pid}-`));
    chmodSync(directory, 0o755); // the account that the server runs under must get in
    const postgres = await EmbeddedPostgres.start({ directory: join(directory, 'data'), profile: 'default' });
    return new BenchServer(postgres, directory);
  }

  /** Connection string of the superuser. */
  get url(): string {
    return this.postgres.superuserUrl;
  }

  async version(): Promise<string> {
    return this.as(this.url, async (client) => {
      const { rows } = await client.query<{ text: string }>(
        `select format('PostgreSQL %s, shared_buffers %s, fsync %s, synchronous_commit %s',
           current_setting('server_version'), current_setting('shared_buffers'), current_setting('fsync'),
           current_setting('synchronous_commit')) as text`,
      );
      return rows[0]?.text ?? '';
    });
  }

  /** A new database, empty or a copy of another; gives the superuser's connection string to it. */
  async createDatabase(templateUrl?: string): Promise<string> {
    const name = `bench_${++this.databases}`;
    const from = templateUrl === undefined ? '' : ` template ${nameOf(templateUrl)} strategy file_copy`;
    await this.as(this.url, (client) => client.query(`create database ${name}${from}`));
    const url = new URL(this.url);
    url.pathname = `/${name}`;
    return url.toString();
  }

  async dropDatabase(url: string): Promise<void> {
    await this.as(this.url, (client) => client.query(`drop database if exists ${nameOf(url)} with (force)`));
  }

  /** Writes out what is dirty, so that one line does not pay for the one before. */
  async settle(): Promise<void> {
    await this.as(this.url, (client) => client.query('checkpoint'));
  }

  async as<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined); // whoever waits for an answer is told
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** Stops the server and removes everything it had. Stopping twice is fine. */
  stop(): Promise<void> {
    this.stopping ??= this.postgres.kill().finally(() => {
      rmSync(this.directory, { recursive: true, force: true });
    });
    return this.stopping;
  }
}

const nameOf = (url: string) => new URL(url).pathname.slice(1);
