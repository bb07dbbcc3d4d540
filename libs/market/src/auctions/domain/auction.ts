import type { Pricing } from '../../domain/auction/index';

export const PRICINGS: readonly Pricing[] = ['uniform', 'pay-as-bid'];

export type { Pricing };

export const LOTS = ['exchange', 'certificates'] as const;
/** Units of the exchange side for trading accounts, or certificates for accounts of the registry. */
export type Lot = (typeof LOTS)[number];

export const AUCTION_STATES = [
  'proposed',
  'announced',
  'closing',
  'closed',
  'cancelled',
  'abandoned',
] as const;
export type AuctionState = (typeof AUCTION_STATES)[number];

/** A lot that bidders bid for, sealed, between two moments. */
export interface Auction {
  readonly id: string;
  readonly seq: string;
  readonly lot: Lot;
  /** The market of a lot of the exchange side. */
  readonly market: string | null;
  readonly instrument: string;
  readonly quantity: bigint;
  /** Of the lot, what no bidder has been given. */
  readonly remaining: bigint;
  /** Of those, the serials; null where units are not told apart, and before the lot is set apart. */
  readonly serials: readonly { readonly first: bigint; readonly last: bigint }[] | null;
  /** The holder of the lot's account now. */
  readonly sellerId: string;
  readonly tradingAccount: string | null;
  readonly unitsAccount: string;
  readonly fundsAccount: string;
  readonly pricing: Pricing;
  readonly reserveFen: bigint;
  readonly step: bigint;
  /** The most one bidder may win. */
  readonly largest: bigint | null;
  /** Only for named bidders. */
  readonly restricted: boolean;
  readonly opensAt: Date;
  /** The first moment at which no bid is taken any more. */
  readonly closesAt: Date;
  readonly note: string | null;
  readonly tickFen: bigint;
  readonly mostBids: number;
  readonly sellerFeePoints: bigint;
  readonly buyerFeePoints: bigint;
  readonly feeAccount: string | null;
  readonly rulePack: string;
  readonly state: AuctionState;
  readonly proposedAt: Date;
  readonly approvedBy: string | null;
  readonly announcedAt: Date | null;
  readonly result: AuctionResult | null;
  readonly endedAt: Date | null;
  readonly reason: string | null;
}

/** What an auction that was closed tells everybody. */
export interface AuctionResult {
  /** The lowest price that won; null when nothing was sold. */
  readonly clearingFen: bigint | null;
  readonly bids: number;
  readonly bidders: number;
  /** Of the lot, what changed hands. */
  readonly sold: bigint;
  readonly soldFen: bigint;
}

export const PHASES = ['announced', 'open', 'closing', 'closed', 'cancelled'] as const;
/** What everybody sees of where an auction stands. */
export type Phase = (typeof PHASES)[number];

/** Where an auction stands at a moment; undefined while, or after, it is only a proposal. */
export function phaseOf(
  { state, opensAt, closesAt }: Pick<Auction, 'state' | 'opensAt' | 'closesAt'>,
  now: Date,
): Phase | undefined {
  if (state === 'proposed' || state === 'abandoned') return undefined;
  if (state !== 'announced') return state;
  if (now < opensAt) return 'announced';
  return now < closesAt ? 'open' : 'closing';
}

const BASIS_POINTS = 10_000n;

/** The fee of an amount, in hundredths of a percent, rounded down to the fen (TRD-001). */
export function feeOf(amountFen: bigint, points: bigint): bigint {
  return (amountFen * points) / BASIS_POINTS;
}
