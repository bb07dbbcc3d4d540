import { fromMultirange, type Serials } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { Reader } from '@carbon/ledger';

export const OFFER_TYPES = ['listed', 'bilateral'] as const;
export type OfferType = (typeof OFFER_TYPES)[number];

export const OFFER_STATES = [
  'proposed',
  'open',
  'sold',
  'withdrawn',
  'declined',
  'expired',
  'abandoned',
] as const;
export type OfferState = (typeof OFFER_STATES)[number];

/** Units offered at a fixed price. */
export interface Offer {
  readonly id: string;
  readonly type: OfferType;
  readonly account: string;
  /** The holder of the account now. */
  readonly sellerId: string;
  /** Where the proceeds go. */
  readonly fundsAccount: string;
  /** The account a bilateral offer is made to. */
  readonly buyerAccount: string | null;
  readonly instrument: string;
  readonly quantity: bigint;
  /** Still offered. */
  readonly remaining: bigint;
  /** Still offered; null for instruments without serials. */
  readonly serials: readonly Serials[] | null;
  readonly unitPriceFen: bigint;
  readonly minimum: bigint;
  readonly step: bigint;
  /** Only for named buyers. */
  readonly restricted: boolean;
  /** The first moment at which it is not valid any more. */
  readonly expiresAt: Date;
  readonly contract: string | null;
  readonly state: OfferState;
  readonly proposedAt: Date;
  readonly openedAt: Date | null;
  readonly endedAt: Date | null;
}

export interface OfferRow {
  id: string;
  seq: string;
  type: OfferType;
  account: string;
  seller_id: string;
  funds_account: string;
  buyer_account: string | null;
  instrument: string;
  quantity: string;
  remaining: string;
  serials: string | null;
  unit_price_fen: string;
  minimum: string;
  step: string;
  restricted: boolean;
  expires_at: Date;
  contract: string | null;
  state: OfferState;
  proposed_at: Date;
  opened_at: Date | null;
  ended_at: Date | null;
}

/** Whose account it is stands on the account: it may have gone to another holder with its offers. */
export const SELECT_OFFER = `
  select o.id, o.seq, o.type, o.account, a.holder_id as seller_id, o.funds_account, o.buyer_account, o.instrument,
         o.quantity, o.remaining, o.serials::text, o.unit_price_fen, o.minimum, o.step, o.restricted, o.expires_at,
         o.contract, o.state, o.proposed_at, o.opened_at, o.ended_at
    from market.offer o
    join ledger.account a on a.number = o.account
    left join ledger.account b on b.number = o.buyer_account`;

export const toOffer = (row: OfferRow): Offer => ({
  id: row.id,
  type: row.type,
  account: row.account,
  sellerId: row.seller_id,
  fundsAccount: row.funds_account,
  buyerAccount: row.buyer_account,
  instrument: row.instrument,
  quantity: BigInt(row.quantity),
  remaining: BigInt(row.remaining),
  serials: row.serials === null ? null : fromMultirange(row.serials),
  unitPriceFen: BigInt(row.unit_price_fen),
  minimum: BigInt(row.minimum),
  step: BigInt(row.step),
  restricted: row.restricted,
  expiresAt: row.expires_at,
  contract: row.contract,
  state: row.state,
  proposedAt: row.proposed_at,
  openedAt: row.opened_at,
  endedAt: row.ended_at,
});

/** An offer whoever asks. */
export async function findOffer(reader: Reader, id: string): Promise<Offer | undefined> {
  const [row] = await reader.query<OfferRow>(`${SELECT_OFFER} where o.id = $1`, [id]);
  return row === undefined ? undefined : toOffer(row);
}

/**
 * An offer, locked: of those who would buy or end it, one comes first and the others see what it left. Taken before any
 * lock of the ledger.
 */
export async function lockOffer(tx: Transaction, id: string): Promise<Offer | undefined> {
  await tx.query('select from market.offer where id = $1 for no key update', [id]);
  return findOffer(tx, id);
}
