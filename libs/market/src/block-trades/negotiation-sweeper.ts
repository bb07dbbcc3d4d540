import type { Database } from '@carbon/database';
import { Recurring } from '@carbon/http';
import { type Clock, Refusal } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';
import { lockNegotiation } from './persistence/negotiation';
import { readOverdue } from './persistence/read-negotiations';
import { endNegotiation } from './use-cases/end-negotiation';

export interface NegotiationSweeperOptions {
  /** Milliseconds from one turn to the next. */
  readonly every?: number;
  /** What nobody else would hear of. */
  readonly onFault?: (error: unknown) => void;
}

const MINUTE = 60_000;
const BATCH = 100;

/**
 * Ends negotiations whose quote does not stand any more, each in a transaction of its own. Any number of processes may run it:
 * a negotiation is locked, and who comes second finds it ended.
 */
export class NegotiationSweeper {
  private readonly rounds = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly options: NegotiationSweeperOptions = {},
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

  /** Ends what is over; gives how many. What the ledger refuses to give back (a blocked account) waits for next time. */
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
        const negotiation = await lockNegotiation(tx, id);
        const expiresAt = negotiation?.last?.expiresAt;
        if (negotiation?.state !== 'open' || expiresAt === undefined || expiresAt > now) return false;
        await endNegotiation(tx, this.ledger, negotiation, {
          ...{ how: 'expired', by: 'system', actor: 'system', now },
        });
        return true;
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.options.onFault?.(error);
      return false;
    }
  }
}
