import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
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
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly vault: PersonVault,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() @Inject(MAIL_DELIVERY) private readonly delivery?: MailDelivery,
  ) {}

  onApplicationBootstrap(): void {
    if (this.delivery === undefined) return;
    const delivery = this.delivery;
    this.timer = setInterval(() => {
      this.running ??= this.send(delivery).finally(() => (this.running = undefined));
    }, EVERY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async send(delivery: MailDelivery): Promise<void> {
    try {
      await sendMails(this.database, { ...delivery, vault: this.vault }, this.clock.now());
    } catch (error) {
      this.log.error(error);
    }
  }
}
