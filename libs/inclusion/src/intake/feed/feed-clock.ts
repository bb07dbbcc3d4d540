import { Recurring } from '@carbon/http';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { IntakeDesk } from '../parts';
import { dropFilesBefore } from '../persistence/act-files';
import type { PartnerFeed } from './partner-feed';
import { pullFeeds } from './pull-feeds';

const EVERY_MS = 60_000;
/** As long as files of jobs are kept. */
const FILE_MS = 7 * 86_400_000;

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

  /** Fetches what is due now, and drops files that nobody lands any more: they name residents by references. */
  async turn(): Promise<number> {
    const before = new Date(this.desk.clock.now().getTime() - FILE_MS);
    await this.desk.database.transaction((tx) => dropFilesBefore(tx, before));
    return pullFeeds(this.desk, this.feed);
  }
}
