import type { Reader } from '@carbon/database';
import type { Text } from '@carbon/kernel';

export const MARKETPLACE_KINDS = [
  'allowance',
  'credit',
  'green-certificate',
  'inclusion-credit',
  'green-power',
  'points-goods',
  'service',
] as const;
/** What can be bought, as buyers tell it apart. */
export type MarketplaceKind = (typeof MARKETPLACE_KINDS)[number];

/** What one unit costs. */
export interface MarketplacePrice {
  /** Decimal string: yuan with two decimals, or whole points. */
  readonly amount: string;
  readonly currency: 'CNY' | 'points';
}

/** One thing that can be bought now. It names nobody: who sells is told where the rule says so. */
export interface MarketplaceEntry {
  /** Its place on its shelf: entries come in the order of their keys. */
  readonly key: string;
  readonly kind: MarketplaceKind;
  /** Instrument, product or service. */
  readonly code: string;
  readonly name: Text;
  readonly unit: string;
  /** The best that is asked; undefined where the price comes out of bids. */
  readonly price: MarketplacePrice | undefined;
  /** Whole units that are offered; at that price on an exchange. Undefined where it is not bounded. */
  readonly quantity: bigint | undefined;
  /** The first moment at which it is not offered any more; undefined where none is set. */
  readonly until: Date | undefined;
  /** Where to look closer, and where to act. */
  readonly look: string;
  readonly act: string;
  /** Who may buy, and how. */
  readonly finePrint: Text;
}

export interface ShelfRequest {
  /** Entries with a greater key only. */
  readonly after: string | undefined;
  readonly limit: number;
  readonly kind: MarketplaceKind | undefined;
  readonly now: Date;
}

/** A room's part of the marketplace. */
export interface MarketplaceShelf {
  /** Unique; shelves stand in the order of their names. */
  readonly name: string;
  /** What can stand on it; a buyer who looks for something else passes it by. */
  readonly kinds: readonly MarketplaceKind[];
  /** What it offers now, in the order of the keys, `limit` entries at most: one set-based query. */
  entries(reader: Pick<Reader, 'query'>, request: ShelfRequest): Promise<readonly MarketplaceEntry[]>;
}
