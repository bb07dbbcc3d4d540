/**
 * What is put up (标的): `sell` takes bids to buy it, highest first; `buy` takes offers to sell, lowest first. Prices are
 * whole and of one unit, in whatever the caller counts; quantities are whole units.
 */
export interface Lot {
  readonly side: 'sell' | 'buy';
  readonly quantity: bigint;
  /** The lowest price at which it is sold (底价), or the highest at which it is bought. */
  readonly reservePrice: bigint;
  /** The least that one bid may ask for. */
  readonly minimumBid?: bigint;
  /** Bids, and what they are given, are whole multiples of it. */
  readonly step?: bigint;
  /** Who put it up; does not bid for it. */
  readonly offeredBy?: string;
}

/** A sealed bid (密封报价). `at` is its place in the order of entry, of which each bid has its own. */
export interface SealedBid {
  readonly id: string;
  readonly bidder: string;
  readonly price: bigint;
  readonly quantity: bigint;
  readonly at: number;
}

export type BidFault = 'own-lot' | 'beyond-reserve' | 'below-minimum' | 'off-step';

/** Why a bid takes no part; undefined when it does. */
export function faultOf(lot: Lot, { bidder, price, quantity }: SealedBid): BidFault | undefined {
  if (bidder === lot.offeredBy) return 'own-lot';
  if (lot.side === 'sell' ? price < lot.reservePrice : price > lot.reservePrice) return 'beyond-reserve';
  if (quantity < (lot.minimumBid ?? 1n)) return 'below-minimum';
  return quantity % (lot.step ?? 1n) === 0n ? undefined : 'off-step';
}

/** @throws RangeError for what no lot and no bid can be */
export function requireSound(lot: Lot, bids: readonly SealedBid[]): void {
  if (lot.quantity < 1n || lot.reservePrice < 0n || (lot.step ?? 1n) < 1n)
    throw new RangeError('an impossible lot');
  if (bids.some(({ price, quantity }) => price < 0n || quantity < 1n))
    throw new RangeError('an impossible bid');
  if (new Set(bids.map(({ id }) => id)).size !== bids.length) throw new RangeError('a bid that stands twice');
  if (new Set(bids.map(({ at }) => at)).size !== bids.length) throw new RangeError('two bids in one place');
}
