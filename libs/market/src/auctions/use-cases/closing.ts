import type { Database } from '@carbon/database';
import type { OnProgress } from '@carbon/kernel';
import type { AuctionParts } from '../parts';

/** What closing an auction works with. */
export interface Closing {
  readonly database: Database;
  readonly parts: AuctionParts;
  readonly now: () => Date;
  /** Bids settled in one transaction. */
  readonly batch: number;
  /** Hears of every batch that is durable. */
  readonly onProgress?: OnProgress;
}
