import { Database } from '@carbon/database';
import { Recurring } from '@carbon/http';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DESK } from './http/desk-of';
import type { Desk } from './use-cases/desk';
import { expireDaily } from './use-cases/expire-daily';

/** How often to look whether the day's run is due, in milliseconds; `never` leaves it to another process. */
export type ExpiryEvery = number | 'never';
export const EXPIRY_EVERY = Symbol('certificates expiry every');

/** Ends expired certificates once a China day as long as the application lives. */
@Injectable()
export class DailyExpiryScheduler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(DailyExpiryScheduler.name);
  private readonly rounds = new Recurring();

  constructor(
    private readonly database: Database,
    @Inject(DESK) private readonly desk: Desk,
    @Inject(EXPIRY_EVERY) private readonly every: ExpiryEvery,
  ) {}

  onApplicationBootstrap(): void {
    if (this.every === 'never') return;
    this.rounds.start({
      every: this.every,
      work: () => expireDaily(this.database, this.desk),
      onFault: (error) => this.log.error(error),
    });
  }

  /** Waits for the round that runs. */
  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }
}
