import { Database, Transaction } from '@carbon/database';
import type { ClientBase } from 'pg';
import type { EntityManager } from 'typeorm';

/** What the simulation does to the next transaction. */
export type Fault = 'none' | 'crash-after-commit' | { readonly crashBeforeStatement: number };

/** The process died; whoever asked knows nothing of what came of it. */
export class Crash extends Error {}

/** Cuts the connection instead of sending a chosen statement, as a killed process would. */
class DoomedTransaction extends Transaction {
  private statements = 0;

  constructor(
    manager: EntityManager,
    private readonly connection: ClientBase,
    private readonly doomedStatement: number,
  ) {
    super(manager, connection);
  }

  override query: Transaction['query'] = (...parameters) => this.survive(() => super.query(...parameters));
  override rows: Transaction['rows'] = (...parameters) => this.survive(() => super.rows(...parameters));
  override copy: Transaction['copy'] = (...parameters) => this.survive(() => super.copy(...parameters));

  private survive<T>(send: () => Promise<T>): Promise<T> {
    if (this.statements++ < this.doomedStatement) return send();
    const { connection } = this.connection as unknown as { connection: { stream: { destroy(): void } } };
    connection.stream.destroy();
    return Promise.reject(new Crash());
  }
}

/** The real database, whose client dies when it is told to. */
export class FaultyDatabase extends Database {
  fault: Fault = 'none';

  protected override async once<T>(work: (tx: Transaction) => Promise<T>, attempt: number): Promise<T> {
    const { fault } = this;
    if (fault === 'none') return super.once(work, attempt);
    if (fault === 'crash-after-commit') {
      await super.once(work, attempt);
      throw new Crash();
    }
    const runner = this.source.createQueryRunner();
    const client = (await runner.connect()) as ClientBase;
    client.on('error', () => undefined);
    try {
      await runner.startTransaction();
      const result = await work(new DoomedTransaction(runner.manager, client, fault.crashBeforeStatement));
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release().catch(() => undefined);
    }
  }
}
