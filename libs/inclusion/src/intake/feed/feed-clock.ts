import { Recurring } from '@carbon/http';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { IntakeDesk } from '../parts';
import type { PartnerFeed } from './partner-feed';
import { pullFeeds } from './pull-feeds';

const EVERY_MS = 60_000;

/** Looks every minute whether a partner's feed is due. */
export class FeedClock implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly recurring = new Recurring();

  constructor(
    private readonly desk: IntakeDesk,
    private readonly feed: PartnerFeed,
    private readonly onFault: (error: unknown) => void,
  ) {}

  onApplicationBootstrap(): void {
    this.recurring.start({ every: EVERY_MS, work: () => this.turn(), onFault: this.onFault });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.recurring.stop();
  }

  /** Fetches what is due now. */
  turn(): Promise<number> {
    return pullFeeds(this.desk, this.feed);
  }
}
