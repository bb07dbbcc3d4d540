import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
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
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly desk: TaskDesk,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SWEEP_EVERY) private readonly every: SweepEvery,
  ) {}

  onApplicationBootstrap(): void {
    if (this.every === 'never') return;
    this.timer = setInterval(() => {
      this.running ??= this.sweep().finally(() => (this.running = undefined));
    }, this.every);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async sweep(): Promise<void> {
    try {
      await expireTasks(this.database, this.desk, this.clock.now());
    } catch (error) {
      this.log.error(error);
    }
  }
}
