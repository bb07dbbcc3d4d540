import type { Database } from '@carbon/database';
import { Recurring } from '@carbon/http';
import { type Clock, Refusal } from '@carbon/kernel';
import type { MarketParts } from '../parts';
import { lockOffer } from './persistence/offer';
import { readOverdue } from './persistence/read-offers';
import { endOffer } from './use-cases/end-offer';

export interface OfferSweeperOptions {
  /** Milliseconds from one turn to the next. */
  readonly every?: number;
  /** What nobody else would hear of. */
  readonly onFault?: (error: unknown) => void;
}

const MINUTE = 60_000;
const BATCH = 100;

/**
 * Ends offers whose time is over, each in a transaction of its own. Any number of processes may run it: an offer is
 * locked, and who comes second finds it ended.
 */
export class OfferSweeper {
  private readonly rounds = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly parts: MarketParts,
    private readonly clock: Clock,
    private readonly options: OfferSweeperOptions = {},
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start({
      every: this.options.every ?? MINUTE,
      work: () => this.sweep(),
      onFault: (error) => this.options.onFault?.(error),
    });
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** Ends what is over; gives how many. An offer the ledger refuses to release (a blocked account) waits for next time. */
  async sweep(): Promise<number> {
    let ended = 0;
    for (let after = '0'; ;) {
      const overdue = await readOverdue(this.database, this.clock.now(), after, BATCH);
      for (const { id } of overdue) if (await this.end(id)) ended += 1;
      const last = overdue.at(-1);
      if (last === undefined || overdue.length < BATCH) return ended;
      after = last.seq;
    }
  }

  private async end(id: string): Promise<boolean> {
    try {
      return await this.database.transaction(async (tx) => {
        const now = this.clock.now();
        const offer = await lockOffer(tx, id);
        if (offer?.state !== 'open' || offer.expiresAt > now) return false;
        await endOffer(tx, this.parts, offer, { how: 'expired', by: 'system', now });
        return true;
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.options.onFault?.(error);
      return false;
    }
  }
}
