import { Database } from '@carbon/database';
import { CLOCK, Recurring } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Rulebook } from '@carbon/rulebook';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { warn, type WarningRun } from './use-cases/warn';
import { WarningRules } from './warnings';

const HOUR = 3_600_000;

/** Looks for warnings every hour: deadlines move by days, and a figure that comes in is told of the same day. */
@Injectable()
export class WarningWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly recurring = new Recurring();
  private readonly logger = new Logger(WarningWatch.name);

  constructor(
    private readonly database: Database,
    private readonly rulebook: Rulebook,
    private readonly rules: WarningRules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  run(): Promise<WarningRun> {
    const { database, rulebook, rules } = this;
    return warn({ database, rulebook, rules }, this.clock.now());
  }

  onApplicationBootstrap(): void {
    this.recurring.start({
      every: HOUR,
      work: () => this.run(),
      onFault: (error) => {
        this.logger.error('warnings were not looked for', error instanceof Error ? error.stack : undefined);
      },
    });
  }

  onApplicationShutdown(): Promise<void> {
    return this.recurring.stop();
  }
}
