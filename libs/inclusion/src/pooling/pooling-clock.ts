import type { Database } from '@carbon/database';
import { Recurring } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { readProgrammes } from '../programmes/programme';
import type { PoolingParts } from './parts';
import { programmesWaiting } from './persistence/rounds';
import { settleRound } from './use-cases/settle-round';

const MINUTE = 60_000;

export interface PoolingClockOptions {
  /** Milliseconds from one look to the next. */
  readonly every?: number;
  /** What nobody else would hear of. */
  readonly onFault?: (error: unknown) => void;
}

/**
 * Looks what the room of credits made of the rounds that wait, and settles them. Any number of processes may run it; one
 * that comes late, or was killed, finds everything as it was before and goes on.
 */
export class PoolingClock {
  private readonly rounds = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly parts: Pick<PoolingParts, 'pools'>,
    private readonly clock: Clock,
    private readonly options: PoolingClockOptions = {},
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

  /** One programme's fault keeps no other waiting. Gives how many rounds went on. */
  async sweep(): Promise<number> {
    const programmes = await readProgrammes(this.database);
    let settled = 0;
    for (const id of await programmesWaiting(this.database)) {
      const programme = programmes.get(id);
      if (programme === undefined) continue;
      try {
        const changed = await this.database.transaction((tx) =>
          settleRound(tx, this.parts, programme, this.clock.now()),
        );
        if (changed) settled += 1;
      } catch (error) {
        this.options.onFault?.(error);
      }
    }
    return settled;
  }
}
