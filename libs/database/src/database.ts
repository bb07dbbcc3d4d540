import type { ClientBase } from 'pg';
import { DataSource, QueryFailedError } from 'typeorm';
import { Transaction } from './transaction';

/** Times a transaction is tried when the database asks for it (deadlock, serialisation failure). */
const TRIES = 5;
/**
 * Deadlock, serialisation failure; a source or serial that somebody else was just using (exclusion); and what the ledger's
 * gate says of a balance (CL002) or a block (CL011) that moved on since it was read.
 */
const RETRYABLE = new Set(['40P01', '40001', '23P01', 'CL002', 'CL011']);

/** The way into the database: every write happens inside `transaction`. */
export class Database {
  constructor(readonly source: DataSource) {}

  /**
   * Runs `work` in one transaction (read committed). It is run again, from its start, when the database says that
   * it met another one: `work` must therefore have no effects outside the transaction.
   */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.once(work, tries);
      } catch (error) {
        if (tries === TRIES || !RETRYABLE.has(sqlState(error) ?? '')) throw error;
      }
    }
  }

  /** Reads outside a transaction. */
  query<R>(text: string, values: unknown[] = []): Promise<R[]> {
    return this.source.query<R[]>(text, values);
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  protected async once<T>(work: (tx: Transaction) => Promise<T>, attempt: number): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      const client = (await runner.connect()) as ClientBase;
      await runner.startTransaction();
      const result = await work(new Transaction(runner.manager, client, attempt));
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/** The SQLSTATE of a database error, whichever driver layer threw it. */
export function sqlState(error: unknown): string | undefined {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string') {
    return cause.code;
  }
  return undefined;
}
