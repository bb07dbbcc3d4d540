import type { Reader } from '@carbon/database';
import type { PersonVault } from '@carbon/privacy';
import type { PackSource } from '@carbon/rules/domain';
import type { MarketParts } from '../parts';

/** What auctions work with. */
export interface AuctionParts extends MarketParts {
  /** Seals bids under a key that is not in the database. */
  readonly vault: Pick<PersonVault, 'seal' | 'open' | 'resealed' | 'blindIndex'>;
  /** The rules as approved by now. */
  readonly packs: (reader: Reader) => Promise<PackSource>;
}

export const AUCTION_PARTS = Symbol('auction parts');
