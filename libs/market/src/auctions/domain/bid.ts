export const BID_STATES = ['placed', 'withdrawn', 'replaced', 'counted'] as const;
export type BidState = (typeof BID_STATES)[number];

/** What only the bidder knows until the auction has closed. */
export interface BidSecret {
  readonly priceFen: bigint;
  readonly quantity: bigint;
  /** 32 random bytes, without which its commitment says nothing of the bid. */
  readonly salt: Buffer;
}

/** A bid as everybody may know it who may know that it is there. */
export interface Bid {
  readonly id: string;
  /** Its turn among bids of one price. */
  readonly seq: string;
  readonly auctionId: string;
  /** The holder of its funds account now. */
  readonly holderId: string;
  readonly tradingAccount: string | null;
  readonly unitsAccount: string;
  readonly fundsAccount: string;
  readonly sealed: Buffer;
  readonly commitment: Buffer;
  readonly setApartFen: bigint;
  readonly state: BidState;
  readonly placedBy: string;
  readonly placedAt: Date;
  readonly endedAt: Date | null;
  /** Once the auction has opened it. */
  readonly opened: OpenedBid | null;
}

export interface OpenedBid extends BidSecret {
  readonly won: bigint;
  /** What the units it won cost, and the fee beside it. */
  readonly paidFen: bigint;
  readonly feeFen: bigint;
  /** Of what it won, what it was given; null until it is settled. */
  readonly delivered: bigint | null;
  /** Why it was not given what it won, or why its money waits. */
  readonly failure: string | null;
  readonly tradeId: bigint | null;
  readonly transactionId: bigint | null;
  readonly settledAt: Date | null;
}

/** A bid of an auction that was closed. */
export type CountedBid = Bid & { readonly opened: OpenedBid };

/** What became of a bid that won. */
export interface Given {
  readonly tradeId?: bigint;
  readonly transactionId: bigint;
}
