import { type Database, outageOf } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import type { Command, Outcome } from './domain/commands';
import type { Ledger } from './ledger';

export interface LedgerWriterOptions {
  /** Commands of one transaction at most; 1,000 when absent. */
  readonly maxBatch?: number;
  /** Commands that may wait before more are refused; 10,000 when absent. */
  readonly maxWaiting?: number;
}

interface Waiting {
  readonly command: Command;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Takes commands one by one and writes them many at a time: whatever arrives while a batch is being committed is the
 * next batch. Nobody waits for a timer, and the busier it is, the larger the batches. Commands are applied in the order
 * they came; an answer is given when its batch is durable.
 */
export class LedgerWriter {
  private readonly maxBatch: number;
  private readonly maxWaiting: number;
  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;
  private closed = false;
  private written = 0;

  constructor(
    private readonly database: Database,
    private readonly ledger: Ledger,
    options: LedgerWriterOptions = {},
  ) {
    this.maxBatch = options.maxBatch ?? 1_000;
    this.maxWaiting = options.maxWaiting ?? 10_000;
  }

  /** Batches committed so far. */
  get batches(): number {
    return this.written;
  }

  /**
   * The outcome of a command, once it is durable. A refusal of the ledger is an outcome, not an error.
   * @throws Refusal LEDGER_BUSY when too many wait, LEDGER_CLOSING while shutting down, DATABASE_UNAVAILABLE and
   * DATABASE_FULL; nothing is known to have happened after the last two: repeat with the same key
   */
  async submit(command: Command): Promise<Outcome> {
    if (this.closed) throw closing();
    if (this.waiting.length >= this.maxWaiting) throw busy(this.waiting.length);
    return new Promise<Outcome>((resolve, reject) => {
      this.waiting.push({ command, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Refuses new commands and waits until all that were taken are answered. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  /** Called by NestJS when the server has answered its last request. */
  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  private async run(): Promise<void> {
    await Promise.resolve(); // commands of the same tick travel together
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, this.maxBatch);
      this.waiting = this.waiting.slice(this.maxBatch);
      await this.write(batch);
    }
    this.running = undefined;
  }

  /** Never rejects: every command of the batch is answered, one way or the other. */
  private async write(batch: readonly Waiting[]): Promise<void> {
    const failure = await this.commit(batch);
    if (failure === undefined) return;
    const outage = outageOf(failure.error);
    if (outage !== undefined) {
      for (const { reject } of batch) reject(outage);
      return;
    }
    if (batch.length === 1) {
      batch[0]?.reject(failure.error);
      return;
    }
    // One command broke the transaction of all: alone, it breaks only its own.
    for (const each of batch) await this.write([each]);
  }

  private async commit(batch: readonly Waiting[]): Promise<{ readonly error: unknown } | undefined> {
    try {
      const commands = batch.map(({ command }) => command);
      const outcomes = await this.database.transaction((tx) => this.ledger.submit(tx, commands));
      this.written += 1;
      batch.forEach(({ resolve, reject }, at) => {
        const outcome = outcomes[at];
        if (outcome === undefined) reject(new Error('the ledger gave fewer outcomes than it got commands'));
        else resolve(outcome);
      });
      return undefined;
    } catch (error) {
      return { error };
    }
  }
}

function busy(waiting: number): Refusal {
  return new Refusal(
    'LEDGER_BUSY',
    503,
    {
      zh: '账本繁忙，请稍后用同一幂等键重试',
      en: 'The ledger is busy; try again with the same idempotency key',
    },
    { details: { retryAfterSeconds: '1', waiting: waiting.toString() } },
  );
}

function closing(): Refusal {
  return new Refusal(
    'LEDGER_CLOSING',
    503,
    { zh: '服务正在关闭，请稍后重试', en: 'The service is shutting down; try again shortly' },
    { details: { retryAfterSeconds: '5' } },
  );
}
