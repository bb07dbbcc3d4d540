import { Recurring } from '@carbon/http';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Housekeeping } from './housekeeping';

/** How often, in milliseconds; `never` leaves it to another process. */
export type HousekeepingEvery = number | 'never';
export const HOUSEKEEPING_EVERY = Symbol('housekeeping every');

/** Keeps house as long as the application lives. */
@Injectable()
export class HousekeepingScheduler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(HousekeepingScheduler.name);
  private readonly rounds = new Recurring();

  constructor(
    private readonly housekeeping: Housekeeping,
    @Inject(HOUSEKEEPING_EVERY) private readonly every: HousekeepingEvery,
  ) {}

  onApplicationBootstrap(): void {
    if (this.every === 'never') return;
    this.rounds.start({
      every: this.every,
      work: () => this.housekeeping.run(),
      onFault: (error) => this.log.error(error),
    });
  }

  /** Waits for the round that runs. */
  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }
}
