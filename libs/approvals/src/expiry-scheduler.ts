import { Database } from '@carbon/database';
import { CLOCK, Recurring } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { TaskDesk } from './desk';
import { expireTasks } from './use-cases/expire-tasks';

/** How often to look, in milliseconds; `never` leaves it to another process. */
export type SweepEvery = number | 'never';
export const SWEEP_EVERY = Symbol('sweep every');

/** Looks for tasks past their deadline as long as the application lives. */
@Injectable()
export class ExpiryScheduler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(ExpiryScheduler.name);
  private readonly sweeps = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly desk: TaskDesk,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SWEEP_EVERY) private readonly every: SweepEvery,
  ) {}

  onApplicationBootstrap(): void {
    if (this.every === 'never') return;
    this.sweeps.start({
      every: this.every,
      work: () => expireTasks(this.database, this.desk, this.clock.now()),
      onFault: (error) => this.log.error(error),
    });
  }

  /** Waits for the sweep that runs. */
  onModuleDestroy(): Promise<void> {
    return this.sweeps.stop();
  }
}
