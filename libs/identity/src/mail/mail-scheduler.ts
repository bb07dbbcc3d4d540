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
  Optional,
} from '@nestjs/common';
import type { MailTransport } from './mail-transport';
import { sendMails } from './send-mails';

export interface MailDelivery {
  readonly transport: MailTransport;
  /** The address of our pages, without a slash at its end. */
  readonly site: string;
}
export const MAIL_DELIVERY = Symbol('mail delivery');

const EVERY_MS = 5_000;

/** Sends what waits as long as the application lives; without a delivery mails stay in the outbox. */
@Injectable()
export class MailScheduler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(MailScheduler.name);
  private readonly rounds = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly vault: PersonVault,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() @Inject(MAIL_DELIVERY) private readonly delivery?: MailDelivery,
  ) {}

  onApplicationBootstrap(): void {
    if (this.delivery === undefined) return;
    const outlet = { ...this.delivery, vault: this.vault };
    this.rounds.start({
      every: EVERY_MS,
      work: () => sendMails(this.database, outlet, this.clock.now()),
      onFault: (error) => this.log.error(error),
    });
  }

  /** Waits for the mails that are on their way. */
  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }
}
