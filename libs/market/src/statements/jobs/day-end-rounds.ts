import { Recurring, serviceCaller } from '@carbon/http';
import { type JobKind, type JobKinds, requestJob } from '@carbon/jobs';
import { claimDay } from '../persistence/day-ends';
import { type ClosedDay, readUnendedDays } from '../persistence/read-day';
import type { DayEndParts } from '../use-cases/end-day';

export interface DayEndRoundsOptions {
  readonly onFault?: (error: unknown) => void;
}

const EVERY = 30_000;
/** After the close: what was under way in that moment is written by then. */
const SETTLED_MS = 60_000;
/** After which a day that was asked for and is not ended is asked for again. */
const STALE_MS = 3_600_000;
const BATCH = 20;

/** Looks for closed days that nobody has ended and has a job end each. Any number of processes may look. */
export class DayEndRounds {
  private readonly rounds = new Recurring();

  constructor(
    private readonly parts: DayEndParts,
    private readonly kinds: JobKinds,
    private readonly options: DayEndRoundsOptions = {},
  ) {}

  onApplicationBootstrap(): void {
    const onFault = (error: unknown) => this.options.onFault?.(error);
    this.rounds.start({ every: EVERY, work: () => this.look(), onFault });
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** Asks for the end of days that are due; gives how many it asked for. */
  async look(): Promise<number> {
    const { database, clock } = this.parts;
    const before = new Date(clock.now().getTime() - SETTLED_MS);
    const kind = this.kinds.find('market-day-end');
    if (kind === undefined) return 0;
    let asked = 0;
    for (const due of await readUnendedDays(database, before, BATCH))
      if (await this.ask(kind, due)) asked += 1;
    return asked;
  }

  private ask(kind: JobKind, { market, day }: ClosedDay): Promise<boolean> {
    const { database, clock } = this.parts;
    const now = clock.now();
    const stale = new Date(now.getTime() - STALE_MS);
    return database
      .transaction(async (tx) => {
        // of two that look at once, the second waits here and finds the day taken
        await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`market.day_end ${market} ${day}`]);
        const job = await requestJob(tx, { kind, payload: { market, day } }, CALLER, now);
        if (await claimDay(tx, { market, day }, { job: job.id, now, stale })) return true;
        throw new AlreadyAsked();
      })
      .catch((error: unknown) => {
        if (error instanceof AlreadyAsked) return false;
        throw error;
      });
  }
}

/** Undoes the request of a second asker. */
class AlreadyAsked extends Error {}

const CALLER = serviceCaller('day-end', 'End of day', ['market-control.propose']);
