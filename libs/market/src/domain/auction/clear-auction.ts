import { splitExactly } from '@carbon/kernel';
import { type BidFault, faultOf, type Lot, requireSound, type SealedBid } from './sealed-bid';

/** What winners pay: all the price of the worst bid that won (统一价), or each its own (各自报价). */
export type Pricing = 'uniform' | 'pay-as-bid';

export interface Allocation {
  readonly bid: string;
  readonly bidder: string;
  readonly price: bigint;
  readonly quantity: bigint;
}

export interface AuctionOutcome {
  /** Best price first, then in order of entry; nobody is listed with nothing. */
  readonly allocations: readonly Allocation[];
  /** The price of the worst bid that was given anything; undefined when none was. */
  readonly clearingPrice: bigint | undefined;
  readonly unsold: bigint;
  /** Bids that took no part, in order of entry. */
  readonly refused: readonly { readonly bid: string; readonly reason: BidFault }[];
}

interface Won {
  readonly bid: SealedBid;
  readonly quantity: bigint;
}

/**
 * One-way auction (单向竞价, TRD-001) of sealed bids: better prices are filled whole, and the bids at the price at which
 * the lot runs out share what is left by their quantities, in whole steps; what no share comes out at goes step by step
 * to the largest remainders, equal ones to the earlier bid (CNV-002). The order of `bids` does not matter. No rule of
 * the national market says how ties at the margin are broken: this is our own way (X).
 * @throws RangeError for a lot or bid that cannot be: no quantity, a negative price, a repeated id or place
 */
export function clearAuction(
  lot: Lot,
  bids: readonly SealedBid[],
  { pricing }: { readonly pricing: Pricing },
): AuctionOutcome {
  requireSound(lot, bids);
  const entered = [...bids].sort((a, b) => a.at - b.at);
  const refused = entered.flatMap((bid) => {
    const reason = faultOf(lot, bid);
    return reason === undefined ? [] : [{ bid: bid.id, reason }];
  });
  const won = fill(
    lot,
    entered.filter((bid) => faultOf(lot, bid) === undefined),
  );
  const clearingPrice = won.at(-1)?.bid.price;
  return {
    allocations: won.map(({ bid, quantity }) => ({
      bid: bid.id,
      bidder: bid.bidder,
      price: pricing === 'uniform' ? (clearingPrice ?? bid.price) : bid.price,
      quantity,
    })),
    clearingPrice,
    unsold: won.reduce((left, { quantity }) => left - quantity, lot.quantity),
    refused,
  };
}

function fill(lot: Lot, bids: readonly SealedBid[]): Won[] {
  const won: Won[] = [];
  let left = lot.quantity;
  for (const equal of byPrice(lot, bids)) {
    const wanted = equal.reduce((sum, { quantity }) => sum + quantity, 0n);
    if (wanted > left) return [...won, ...shareAtTheMargin(left, equal, lot.step ?? 1n)];
    won.push(...equal.map((bid) => ({ bid, quantity: bid.quantity })));
    left -= wanted;
  }
  return won;
}

/** Bids of one price together, the best price first; within one, the order stays. */
function byPrice({ side }: Lot, bids: readonly SealedBid[]): SealedBid[][] {
  const groups = new Map<bigint, SealedBid[]>();
  for (const bid of bids) {
    const group = groups.get(bid.price);
    if (group === undefined) groups.set(bid.price, [bid]);
    else group.push(bid);
  }
  const better = (a: bigint, b: bigint) => (a > b === (side === 'sell') ? -1 : 1);
  return [...groups].sort(([a], [b]) => better(a, b)).map(([, group]) => group);
}

/** The bids come in order of entry, and their places are keys that sort alike. */
function shareAtTheMargin(left: bigint, bids: readonly SealedBid[], step: bigint): Won[] {
  const key = (place: number) => String(place).padStart(String(bids.length).length, '0');
  const claims = bids.map(({ quantity }, place) => ({ key: key(place), weight: quantity / step }));
  const steps = splitExactly(left / step, claims);
  return bids.flatMap((bid, place) => {
    const quantity = (steps.get(key(place)) ?? 0n) * step;
    return quantity === 0n ? [] : [{ bid, quantity }];
  });
}
