import { outageOf } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import type { BatchMaker, RunBatch } from './batch';
import type { ExchangeOutcome, ExchangeRequest } from './commands';
import type { MarketEvent } from './events';
import type { Lease, Leases } from './lease';
import { LeaseLost } from './lease-lost';
import { exchangeBusy, exchangeClosing, exchangeStandby } from './refusals';

export interface VenueLoopOptions {
  /** Commands of one transaction at most. */
  readonly maxBatch?: number;
  /** Commands that may wait before more are refused. */
  readonly maxWaiting?: number;
  /** Milliseconds between two tries to take, or looks at, the lease. */
  readonly leaseEvery?: number;
  readonly onFault?: (error: unknown) => void;
}

interface Waiting {
  readonly request: ExchangeRequest;
  readonly resolve: (outcome: ExchangeOutcome) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_BATCH = 2_000;
const MAX_WAITING = 10_000;
const LEASE_EVERY_MS = 1_000;

/**
 * Runs one market: takes all commands that wait, has them judged and written in one transaction, and answers when it is
 * durable. Whatever arrives meanwhile is the next batch. Without the lease it takes none.
 */
export class VenueLoop {
  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;
  private lease: Lease | undefined;
  private batches: BatchMaker | undefined;
  private leasing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private woken = false;

  constructor(
    readonly market: string,
    private readonly leases: Leases,
    private readonly makeBatches: (lease: Lease) => Promise<BatchMaker>,
    private readonly tell: (events: readonly MarketEvent[]) => void,
    private readonly options: VenueLoopOptions = {},
  ) {}

  /** Whether this process runs the market. */
  get leads(): boolean {
    return this.batches !== undefined;
  }

  /** What is in memory; undefined on a standby. */
  get state(): BatchMaker | undefined {
    return this.batches;
  }

  /** Tries for the lease now, and again and again. */
  async start(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => void this.look(), this.options.leaseEvery ?? LEASE_EVERY_MS);
    this.timer.unref();
  }

  /**
   * What came of a command, once it is durable. A refusal by the rules is an outcome.
   * @throws Refusal EXCHANGE_BUSY, EXCHANGE_STANDBY, EXCHANGE_CLOSING, DATABASE_UNAVAILABLE: nothing is known to have
   * happened; repeat with the same key
   */
  submit(request: ExchangeRequest): Promise<ExchangeOutcome> {
    if (this.closed) return Promise.reject(exchangeClosing());
    if (!this.leads) return Promise.reject(exchangeStandby(this.market));
    if (this.waiting.length >= (this.options.maxWaiting ?? MAX_WAITING))
      return Promise.reject(exchangeBusy(this.waiting.length));
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Has what is over ended, without waiting for a command. */
  wake(): void {
    if (this.closed || !this.leads) return;
    this.woken = true;
    this.running ??= this.run();
  }

  /** Takes no more commands, answers those it took, and gives the lease back. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.leasing;
    await this.running;
    await this.resign();
  }

  private async run(): Promise<void> {
    await Promise.resolve(); // commands of the same tick travel together
    while (this.waiting.length > 0 || this.woken) {
      this.woken = false;
      await this.endWhatIsOver();
      const size = this.options.maxBatch ?? MAX_BATCH;
      const taken = this.waiting.slice(0, size);
      this.waiting = this.waiting.slice(size);
      if (taken.length === 0) continue;
      const left = await this.write(taken);
      if (left.length > 0) this.waiting = [...left, ...this.waiting];
    }
    this.running = undefined;
  }

  /** Nobody trades with who was suspended, or with an order of yesterday. What cannot be asked now is asked before the next batch. */
  private async endWhatIsOver(): Promise<void> {
    try {
      for (const { events } of (await this.batches?.endWhatIsOver()) ?? []) this.tell(events);
    } catch (error) {
      this.options.onFault?.(error);
      await this.reload(error);
    }
  }

  /** Answers a batch; gives back those of its commands that found no room in it. Never rejects. */
  private async write(taken: readonly Waiting[]): Promise<readonly Waiting[]> {
    const { batches } = this;
    if (batches === undefined) {
      for (const { reject } of taken) reject(exchangeStandby(this.market));
      return [];
    }
    let batch: RunBatch;
    try {
      batch = await batches.run(taken.map(({ request }) => request));
    } catch (error) {
      return this.failed(taken, error);
    }
    batch.outcomes.forEach((outcome, at) => taken[at]?.resolve(outcome));
    this.tell(batch.events);
    return taken.slice(batch.outcomes.length);
  }

  /** A batch that could not be written: an outage is told; else each command is tried by itself, so that one spoils none. */
  private async failed(taken: readonly Waiting[], error: unknown): Promise<readonly Waiting[]> {
    const lost = await this.reload(error);
    const refusal = lost ?? outageOf(error);
    if (refusal !== undefined || taken.length === 1) {
      for (const { reject } of taken) reject(refusal ?? error);
      if (refusal === undefined && !(error instanceof Refusal)) this.options.onFault?.(error);
      return [];
    }
    for (const each of taken) await this.write([each]);
    return [];
  }

  /** After a failure memory is no longer trusted: it is made anew from the database. Gives what to answer where it cannot be. */
  private async reload(error: unknown): Promise<Refusal | undefined> {
    if (error instanceof LeaseLost) {
      await this.resign();
      return exchangeStandby(this.market);
    }
    try {
      await this.batches?.reload();
      return undefined;
    } catch (fault) {
      await this.resign();
      return outageOf(fault) ?? exchangeStandby(this.market);
    }
  }

  private async look(): Promise<void> {
    this.leasing ??= this.keepOrTakeLease()
      .catch((error: unknown) => this.options.onFault?.(error))
      .finally(() => (this.leasing = undefined));
    await this.leasing;
  }

  private async keepOrTakeLease(): Promise<void> {
    if (this.closed) return;
    if (this.lease !== undefined) {
      if (await this.leases.stillHeld(this.lease)) return;
      await this.running;
      await this.resign();
    }
    const lease = await this.leases.take(this.market);
    if (lease === undefined) return;
    try {
      this.batches = await this.makeBatches(lease);
      this.lease = lease;
    } catch (error) {
      await this.leases.giveBack(lease);
      throw error;
    }
  }

  private async resign(): Promise<void> {
    const { lease } = this;
    this.batches = undefined;
    this.lease = undefined;
    if (lease !== undefined) await this.leases.giveBack(lease);
  }
}
