import type { Database } from '@carbon/database';
import { Recurring } from '@carbon/http';
import { type Clock, type OnProgress, Refusal } from '@carbon/kernel';
import type { AuctionParts } from './parts';
import { readDue } from './persistence/auctions';
import { readStuckAuctions } from './persistence/bids';
import { closeAuction } from './use-cases/close-auction';
import type { Closing } from './use-cases/closing';
import { giveBackStuck } from './use-cases/settle-bids';

export interface AuctionCloserOptions {
  /** Milliseconds from one turn to the next. */
  readonly every?: number;
  /** Bids settled in one transaction. */
  readonly batch?: number;
  /** Hears of every batch that is durable. */
  readonly onProgress?: OnProgress;
  /** What nobody else would hear of. */
  readonly onFault?: (error: unknown) => void;
}

const SECOND = 1_000;
const BATCH = 1_000;

/** Closes auctions by the clock. Any number of processes may run it; one that comes late, or was killed, catches up. */
export class AuctionCloser {
  private readonly rounds = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly parts: AuctionParts,
    private readonly clock: Clock,
    private readonly options: AuctionCloserOptions = {},
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start({
      every: this.options.every ?? SECOND,
      work: () => this.sweep(),
      onFault: (error) => this.options.onFault?.(error),
    });
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** Closes what is due; gives how many. One whose rest the ledger does not take back yet waits for next time. */
  async sweep(): Promise<number> {
    let closed = 0;
    for (const id of await readDue(this.database, this.clock.now())) if (await this.close(id)) closed += 1;
    for (const id of await readStuckAuctions(this.database)) await giveBackStuck(this.closing(), id);
    return closed;
  }

  private async close(id: string): Promise<boolean> {
    try {
      return await closeAuction(this.closing(), id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.options.onFault?.(error);
      return false;
    }
  }

  private closing(): Closing {
    const { batch = BATCH, onProgress } = this.options;
    return {
      ...{ database: this.database, parts: this.parts, now: () => this.clock.now(), batch },
      ...(onProgress === undefined ? {} : { onProgress }),
    };
  }
}
