import type { Database } from '@carbon/database';
import type { ClientBase } from 'pg';
import type { QueryRunner } from 'typeorm';

/**
 * Leadership among the processes of one database: a session advisory lock on a connection of its own. It ends with the
 * connection, so a leader that dies or is cut off makes way by itself.
 */
export class LeaderLease {
  private runner: QueryRunner | undefined;
  private client: ClientBase | undefined;
  private readonly onLost = () => this.forget();

  constructor(
    private readonly database: Database,
    private readonly name: string,
  ) {}

  /** Whether we lead now: keeps what we have, else tries once to get it. */
  async hold(): Promise<boolean> {
    if (this.client !== undefined) {
      try {
        await this.client.query('select 1');
        return true;
      } catch {
        this.forget();
      }
    }
    const runner = this.database.source.createQueryRunner();
    try {
      const client = (await runner.connect()) as ClientBase;
      const { rows } = await client.query<{ got: boolean }>(
        'select pg_try_advisory_lock(hashtext($1)) as got',
        [this.name],
      );
      if (rows[0]?.got === true) {
        client.once('error', this.onLost);
        client.once('end', this.onLost);
        [this.runner, this.client] = [runner, client];
        return true;
      }
    } catch (error) {
      await runner.release();
      throw error;
    }
    await runner.release();
    return false;
  }

  /** Makes way for another process. */
  async release(): Promise<void> {
    const { runner, client } = this;
    this.unlisten();
    [this.runner, this.client] = [undefined, undefined];
    try {
      await client?.query('select pg_advisory_unlock(hashtext($1))', [this.name]);
    } catch {
      // The connection is gone, and the lock with it.
    }
    await runner?.release();
  }

  private forget(): void {
    const { runner } = this;
    this.unlisten();
    [this.runner, this.client] = [undefined, undefined];
    void runner?.release().catch(() => undefined);
  }

  private unlisten(): void {
    this.client?.off('error', this.onLost);
    this.client?.off('end', this.onLost);
  }
}
