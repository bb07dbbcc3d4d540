export { type Allocation, type AuctionOutcome, clearAuction, type Pricing } from './clear-auction';
export type { BidFault, Lot, SealedBid } from './sealed-bid';
