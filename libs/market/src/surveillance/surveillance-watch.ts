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
import { tradingMarkets } from './persistence/watermarks';
import { watchMarket } from './use-cases/watch-market';

const MINUTE = 60_000;

/** Looks at every market each minute. */
@Injectable()
export class SurveillanceWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly recurring = new Recurring();
  private readonly logger = new Logger(SurveillanceWatch.name);

  constructor(
    private readonly database: Database,
    private readonly rulebook: Rulebook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One turn over all markets; gives how many alerts began. */
  async run(): Promise<number> {
    const { database, rulebook } = this;
    let raised = 0;
    for (const market of await tradingMarkets(database))
      raised += await watchMarket(
        { database, rulebook, onFault: (error) => this.tell(error) },
        market,
        this.clock.now(),
      );
    return raised;
  }

  onApplicationBootstrap(): void {
    this.recurring.start({
      every: MINUTE,
      work: () => this.run(),
      onFault: (error) => this.tell(error),
    });
  }

  onApplicationShutdown(): Promise<void> {
    return this.recurring.stop();
  }

  private tell(error: unknown): void {
    this.logger.error('a market was not looked at', error instanceof Error ? error.stack : undefined);
  }
}
