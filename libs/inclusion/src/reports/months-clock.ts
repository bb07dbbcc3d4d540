import type { Database } from '@carbon/database';
import { Recurring } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import type { InclusionParts } from '../parts';
import { countProgrammeMonths } from './use-cases/count-programme-months';

const HOUR = 3_600_000;

/** Looks every hour whether a month of a programme is to be counted. Any number of processes may run it. */
export class ProgrammeMonthsClock {
  private readonly rounds = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly parts: InclusionParts,
    private readonly clock: Clock,
    private readonly onFault: (error: unknown) => void,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start({ every: HOUR, work: () => this.sweep(), onFault: this.onFault });
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** @returns how many months were counted */
  sweep(): Promise<number> {
    return countProgrammeMonths(this.database, this.parts, this.clock.now());
  }
}
