import { clearAuction } from '../../domain/auction/index';
import type { Auction } from './auction';
import { withinLargest } from './largest';

/** A bid whose seal is open. */
export interface OpenBid {
  readonly id: string;
  readonly bidder: string;
  readonly priceFen: bigint;
  readonly quantity: bigint;
}

export interface Won {
  readonly quantity: bigint;
  readonly priceFen: bigint;
}

export interface Clearing {
  /** The lowest price that won; undefined when nothing did. */
  readonly clearingFen: bigint | undefined;
  /** By bid; those that won nothing are missing. */
  readonly won: ReadonlyMap<string, Won>;
}

/** Who wins how much of a lot, in fen; bids are given in their turn. What of a bidder is above the most of one takes no part. */
export function clearLot(
  auction: Pick<Auction, 'quantity' | 'reserveFen' | 'step' | 'largest' | 'pricing' | 'sellerId'>,
  bids: readonly OpenBid[],
): Clearing {
  const { quantity, reserveFen: reservePrice, step, largest, pricing, sellerId: offeredBy } = auction;
  const counted = largest === null ? bids : withinLargest(bids, largest);
  const { allocations, clearingPrice } = clearAuction(
    { side: 'sell', quantity, reservePrice, step, offeredBy },
    counted.map(({ priceFen: price, ...bid }, at) => ({ ...bid, price, at })),
    { pricing },
  );
  const won = new Map(
    allocations.map(({ bid, quantity: units, price: priceFen }) => [bid, { quantity: units, priceFen }]),
  );
  return { clearingFen: clearingPrice, won };
}
