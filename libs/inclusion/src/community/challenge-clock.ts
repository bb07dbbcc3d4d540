import type { Database, Transaction } from '@carbon/database';
import { Recurring } from '@carbon/http';
import { chinaDate, type Clock } from '@carbon/kernel';
import { findChallenge } from './persistence/challenges';
import { finishChallenge, lockDue, rankMembers } from './persistence/standings';

const MINUTE = 60_000;
/** How old a ranking may be before it is made anew. */
const FRESH_MS = 10 * MINUTE;

/** Ranks challenges that run, and finishes those of which nothing more can be told. Any number of processes may run it. */
export class ChallengeClock {
  private readonly rounds = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly onFault: (error: unknown) => void,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start({ every: MINUTE, work: () => this.sweep(), onFault: this.onFault });
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** @returns how many were ranked */
  async sweep(): Promise<number> {
    for (let ranked = 0; ; ranked += 1) {
      const more = await this.database.transaction((tx) => this.rankOne(tx));
      if (!more) return ranked;
    }
  }

  private async rankOne(tx: Transaction): Promise<boolean> {
    const now = this.clock.now();
    const today = chinaDate(now);
    const id = await lockDue(tx, today, new Date(now.getTime() - FRESH_MS));
    const challenge = id === undefined ? undefined : await findChallenge(tx, { id });
    if (challenge === undefined) return false;
    await rankMembers(tx, challenge, now);
    if (today >= challenge.settledOn) await finishChallenge(tx, challenge.id, now);
    return true;
  }
}
