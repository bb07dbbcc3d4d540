import type { ChinaDate } from '@carbon/kernel';
import type { Trader } from './houses';

/** What the day on the market goes by. Quantities in whole tonnes, prices in yuan; all of it is invented. */

/** Left over from the compliance year, and what the next one begins with. */
export const OLD_VINTAGE = 'CEA24';
export const VINTAGE = 'CEA25';
/** Count as the closes before the first day. */
export const REFERENCE_PRICES = { [OLD_VINTAGE]: '68.00', [VINTAGE]: '70.00' } as const;
/** What the seller moves to the exchange side (ETS-003). */
export const MOVED = [
  { instrument: OLD_VINTAGE, quantity: '30000' },
  { instrument: VINTAGE, quantity: '1000000' },
] as const;
/** What buyers pay in, yuan. */
export const PAID_IN: Readonly<Partial<Record<Trader, bigint>>> = {
  E002: 5_000_000n,
  E004: 20_000_000n,
  E005: 20_000_000n,
};

/** Of blocks: at least 100,000 t (TRD-004). One is agreed, another waits for its answer. */
export const BLOCK = { buyer: 'E004', quantity: '120000', price: '67.00' } as const;
export const OPEN_BLOCK = { buyer: 'E005', quantity: '150000', price: '68.50' } as const;

/** One auction is held, another announced: all winners pay the lowest price that won. */
export const AUCTION = { quantity: '100000', reservePrice: '65.00', pricing: 'uniform' } as const;
export const NEXT_AUCTION = { ...AUCTION, quantity: '200000', reservePrice: '66.00' } as const;
export const BIDS = [
  { bidder: 'E004', price: '69.00', quantity: '60000' },
  { bidder: 'E005', price: '68.00', quantity: '50000' },
  { bidder: 'E002', price: '66.00', quantity: '20000' },
] as const;

/** A quarter hour of wind: offered, wanted and metered, in Wh, yuan a kWh. */
export const POWER = {
  offeredWh: '2000000',
  price: '0.4',
  wantedWh: '1000000',
  highestPrice: '0.45',
} as const;
export const METERED_WH = '1900000';

/** The days of the story, each a trading day. */
export interface StoryDays {
  /** The market opens its doors: instruments, accounts, money, the notice of the auction. */
  readonly opening: ChinaDate;
  /** It trades. */
  readonly day: ChinaDate;
  /** The auction that is announced takes place. */
  readonly nextAuction: ChinaDate;
  /** Orders that rest are good till then, a quote until then. */
  readonly goodTill: ChinaDate;
  readonly quoteUntil: ChinaDate;
}
