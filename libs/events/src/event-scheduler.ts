import { Database } from '@carbon/database';
import { CLOCK, Recurring } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { PersonVault } from '@carbon/privacy';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { EVENTS_OPTIONS, type EventsOptions } from './http/tokens';
import { deliverEvents } from './use-cases/deliver-events';

const EVERY_MS = 2_000;

/** Sends events as long as the application lives. */
@Injectable()
export class EventScheduler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(EventScheduler.name);
  private readonly rounds = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly vault: PersonVault,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(EVENTS_OPTIONS) private readonly options: EventsOptions,
  ) {}

  onApplicationBootstrap(): void {
    const { every = EVERY_MS, source = 'urn:carbon-ledger', privateAddresses = false } = this.options;
    if (every === 'never') return;
    const parts = { vault: this.vault, source, privateAddresses };
    this.rounds.start({
      every,
      work: () => deliverEvents(this.database, parts, this.clock.now()),
      onFault: (error) => this.log.error(error),
    });
  }

  /** Waits for what is on its way. */
  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }
}
