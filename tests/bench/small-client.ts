import { Client } from 'pg';
import { now } from './rounds';

interface Prepared {
  readonly name: string;
  readonly text: string;
}

/** One transaction of a reference: its statements, sent in one go; the server still runs them one by one. */
export type NextTransaction = () => readonly { readonly statement: Prepared; readonly values: unknown[] }[];

/**
 * The clients of a reference: each has a connection, sends one transaction after the other and waits for each answer, as
 * pgbench does. Statements are prepared, and those of one transaction travel together (the pipeline mode of pg), so that
 * a transaction costs one round trip whatever its number of statements.
 */
export class SmallClients {
  private constructor(private readonly clients: readonly Client[]) {}

  static async connect(url: string, count: number): Promise<SmallClients> {
    const clients = Array.from(
      { length: count },
      () => new Client({ connectionString: url, pipeline: true }),
    );
    // a server that is stopped ends what is asked of it; an idle connection has nobody to tell
    for (const client of clients) client.on('error', () => undefined);
    await Promise.all(clients.map((client) => client.connect()));
    return new SmallClients(clients);
  }

  /** Transactions a second over `ms`, with the first `count` clients. Adds what was done to `done`. */
  async rate(next: NextTransaction, ms: number, done: { count: number }, count?: number): Promise<number> {
    const started = now();
    const until = started + ms;
    let transactions = 0;
    await Promise.all(
      this.clients.slice(0, count).map(async (client) => {
        while (now() < until) {
          await Promise.all(next().map(({ statement, values }) => client.query({ ...statement, values })));
          transactions++;
        }
      }),
    );
    done.count += transactions;
    return transactions / ((now() - started) / 1_000);
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end()));
  }
}
