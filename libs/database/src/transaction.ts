import { once } from 'node:events';
import type { ClientBase, QueryResultRow } from 'pg';
import { type CopyStreamQuery, from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';

/** A statement with a name is prepared once a connection. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
}

/**
 * One open database transaction, seen from both sides: `manager` for entities (TypeORM), `query` and `copy` for
 * hand-written SQL on the same connection.
 */
export class Transaction {
  constructor(
    readonly manager: EntityManager,
    private readonly client: ClientBase,
    /** How often the work has been begun, from 1: see `Database.transaction`. */
    readonly attempt = 1,
  ) {}

  async query<R extends QueryResultRow>(statement: string | Statement, values: unknown[] = []): Promise<R[]> {
    const config = typeof statement === 'string' ? { text: statement } : statement;
    const result = await this.client.query<R>({ ...config, values });
    return result.rows;
  }

  /** As `query`, each row an array of its columns: less work for long results. */
  async rows<R extends unknown[]>(statement: Statement, values: unknown[]): Promise<R[]> {
    const result = await this.client.query<R>({ ...statement, values, rowMode: 'array' });
    return result.rows;
  }

  /** Sends a binary COPY message (see BinaryCopy), part by part: the server works on one while the next is made. */
  async copy(statement: string, message: Iterable<Buffer>): Promise<void> {
    const stream = this.client.query(copyFrom(statement));
    stream.on('error', () => undefined); // whoever waits is told below, even when nobody waits just then
    await Promise.all([once(stream, 'finish'), send(stream, message)]);
  }

  /** What a `copy … to stdout` sends, as it comes. Nothing else may be asked until it was read to its end. */
  copyOut(statement: string): AsyncIterable<Buffer> {
    return this.client.query(copyTo(statement));
  }
}

async function send(stream: CopyStreamQuery, message: Iterable<Buffer>): Promise<void> {
  try {
    for (const part of message) if (!stream.write(part)) await once(stream, 'drain');
    stream.end();
  } catch (error) {
    // the server is told, so that the connection can go on; it may have been the one who told us
    stream.destroy(error instanceof Error ? error : undefined);
    throw error;
  }
}
