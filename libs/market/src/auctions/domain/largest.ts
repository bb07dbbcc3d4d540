/** A bid with who made it. */
export interface BidderBid {
  readonly bidder: string;
  readonly priceFen: bigint;
  readonly quantity: bigint;
}

/**
 * What of each bidder's bids counts when nobody may win more than `largest`: their best prices first, of equal ones the
 * earlier, cut where the bound is reached. Bids are given, and come back, in their turn; those of which nothing counts are left
 * out.
 */
export function withinLargest<B extends BidderBid>(bids: readonly B[], largest: bigint): B[] {
  const best = bids
    .map((bid, turn) => ({ bid, turn }))
    .sort((a, b) =>
      a.bid.priceFen === b.bid.priceFen ? a.turn - b.turn : a.bid.priceFen > b.bid.priceFen ? -1 : 1,
    );
  const room = new Map<string, bigint>();
  const counted: { bid: B; turn: number }[] = [];
  for (const { bid, turn } of best) {
    const left = room.get(bid.bidder) ?? largest;
    const quantity = bid.quantity < left ? bid.quantity : left;
    room.set(bid.bidder, left - quantity);
    if (quantity > 0n) counted.push({ bid: { ...bid, quantity }, turn });
  }
  return counted.sort((a, b) => a.turn - b.turn).map(({ bid }) => bid);
}
