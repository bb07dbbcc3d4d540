import { fromMultirange, type Serials, toMultirange } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { Reader } from '@carbon/ledger';
import type { Auction, AuctionState, Lot, Pricing } from '../domain/auction';
import type { AuctionTerms } from '../domain/auction-rules';

export interface AuctionRow {
  id: string;
  seq: string;
  lot: Lot;
  market: string | null;
  instrument: string;
  quantity: string;
  remaining: string;
  serials: string | null;
  seller_id: string;
  trading_account: string | null;
  units_account: string;
  funds_account: string;
  pricing: Pricing;
  reserve_fen: string;
  step: string;
  largest: string | null;
  restricted: boolean;
  opens_at: Date;
  closes_at: Date;
  note: string | null;
  tick_fen: string;
  most_bids: number;
  seller_fee_points: string;
  buyer_fee_points: string;
  fee_account: string | null;
  rule_pack: string;
  state: AuctionState;
  proposed_at: Date;
  approved_by: string | null;
  announced_at: Date | null;
  clearing_fen: string | null;
  bids: number | null;
  bidders: number | null;
  sold: string | null;
  sold_fen: string | null;
  ended_at: Date | null;
  reason: string | null;
}

/** Whose lot it is stands on its account, which may have gone to another holder. */
export const SELECT_AUCTION = `
  select a.id, a.seq, a.lot, a.market, a.instrument, a.quantity, a.remaining, a.serials::text, s.holder_id as seller_id,
         a.trading_account, a.units_account, a.funds_account, a.pricing, a.reserve_fen, a.step, a.largest, a.restricted,
         a.opens_at, a.closes_at, a.note, a.tick_fen, a.most_bids, a.seller_fee_points, a.buyer_fee_points, a.fee_account,
         a.rule_pack, a.state, a.proposed_at, a.approved_by, a.announced_at, a.clearing_fen, a.bids, a.bidders, a.sold,
         a.sold_fen, a.ended_at, a.reason
    from market.auction a join ledger.account s on s.number = a.units_account`;

const whole = (text: string | null) => (text === null ? null : BigInt(text));

export const toAuction = (row: AuctionRow): Auction => ({
  ...{ id: row.id, seq: row.seq, lot: row.lot, market: row.market, instrument: row.instrument },
  ...{ quantity: BigInt(row.quantity), remaining: BigInt(row.remaining) },
  serials: row.serials === null ? null : fromMultirange(row.serials),
  ...{ sellerId: row.seller_id, tradingAccount: row.trading_account },
  ...{ unitsAccount: row.units_account, fundsAccount: row.funds_account, pricing: row.pricing },
  ...{ reserveFen: BigInt(row.reserve_fen), step: BigInt(row.step), largest: whole(row.largest) },
  ...{ restricted: row.restricted, opensAt: row.opens_at, closesAt: row.closes_at, note: row.note },
  ...{ tickFen: BigInt(row.tick_fen), mostBids: row.most_bids },
  ...{ sellerFeePoints: BigInt(row.seller_fee_points), buyerFeePoints: BigInt(row.buyer_fee_points) },
  ...{ feeAccount: row.fee_account, rulePack: row.rule_pack, state: row.state },
  ...{ proposedAt: row.proposed_at, approvedBy: row.approved_by, announcedAt: row.announced_at },
  result:
    row.sold === null || row.sold_fen === null
      ? null
      : {
          ...{ clearingFen: whole(row.clearing_fen), bids: row.bids ?? 0, bidders: row.bidders ?? 0 },
          ...{ sold: BigInt(row.sold), soldFen: BigInt(row.sold_fen) },
        },
  ...{ endedAt: row.ended_at, reason: row.reason },
});

/** An auction whoever asks. */
export async function findAuction(reader: Reader, id: string): Promise<Auction | undefined> {
  const [row] = await reader.query<AuctionRow>(`${SELECT_AUCTION} where a.id = $1`, [id]);
  return row === undefined ? undefined : toAuction(row);
}

/**
 * An auction, locked before anything of the ledger. Bidders `share` it, so that they do not wait for each other; who closes
 * or cancels it waits for them, and comes alone.
 */
export async function lockAuction(
  tx: Transaction,
  id: string,
  how: 'share' | 'alone',
): Promise<Auction | undefined> {
  await tx.query(
    `select from market.auction where id = $1 for ${how === 'share' ? 'share' : 'no key update'}`,
    [id],
  );
  return findAuction(tx, id);
}

export type NewAuction = Pick<
  Auction,
  | 'id'
  | 'lot'
  | 'market'
  | 'instrument'
  | 'quantity'
  | 'tradingAccount'
  | 'unitsAccount'
  | 'fundsAccount'
  | 'pricing'
  | 'reserveFen'
  | 'step'
  | 'largest'
  | 'opensAt'
  | 'closesAt'
  | 'note'
> & {
  /** Ids of the holders that alone may bid; empty for whoever may. */
  readonly named: readonly string[];
};

export type FixedTerms = Pick<
  AuctionTerms,
  'tickFen' | 'mostBids' | 'sellerFeePoints' | 'buyerFeePoints' | 'rulePack'
> & { readonly feeAccount: string | undefined };

export async function insertAuction(
  tx: Transaction,
  auction: NewAuction,
  terms: FixedTerms,
  by: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into market.auction (id, lot, market, instrument, quantity, remaining, trading_account, units_account,
        funds_account, pricing, reserve_fen, step, largest, restricted, opens_at, closes_at, note, tick_fen, most_bids,
        seller_fee_points, buyer_fee_points, fee_account, rule_pack, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
             $24)`,
    [
      ...[auction.id, auction.lot, auction.market, auction.instrument, auction.quantity],
      ...[auction.tradingAccount, auction.unitsAccount, auction.fundsAccount, auction.pricing],
      ...[auction.reserveFen, auction.step, auction.largest, auction.named.length > 0],
      ...[auction.opensAt, auction.closesAt, auction.note],
      ...termValues(terms),
      ...[by, now],
    ],
  );
  await tx.query(
    'insert into market.auction_named (auction_id, holder_id) select $1, * from unnest($2::uuid[]) as named',
    [auction.id, auction.named],
  );
}

const termValues = (terms: FixedTerms): unknown[] => [
  terms.tickFen,
  terms.mostBids,
  terms.sellerFeePoints,
  terms.buyerFeePoints,
  terms.feeAccount ?? null,
  terms.rulePack,
];

const rangesOf = (serials: readonly Serials[] | null) => (serials === null ? null : toMultirange(serials));

/** Everybody may know it now; its lot stands apart, and what it goes by is fixed. */
export async function noteAnnounced(
  tx: Transaction,
  id: string,
  terms: FixedTerms,
  {
    serials,
    by,
    now,
  }: { readonly serials: readonly Serials[] | null; readonly by: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `update market.auction
        set state = 'announced', serials = $2::int8multirange, approved_by = $3, announced_at = $4, tick_fen = $5,
            most_bids = $6, seller_fee_points = $7, buyer_fee_points = $8, fee_account = $9, rule_pack = $10
      where id = $1`,
    [id, rangesOf(serials), by, now, ...termValues(terms)],
  );
}

/** Nothing is sold of it. */
export async function noteCalledOff(
  tx: Transaction,
  id: string,
  state: 'cancelled' | 'abandoned',
  reason: string | undefined,
  now: Date,
): Promise<void> {
  await tx.query('update market.auction set state = $2, reason = $3, ended_at = $4 where id = $1', [
    ...[id, state, reason ?? null, now],
  ]);
}

/** Its bids are open and counted; what they won is settled from now on. */
export async function noteClosing(
  tx: Transaction,
  id: string,
  found: {
    readonly clearingFen: bigint | undefined;
    readonly bids: number;
    readonly bidders: number;
  },
): Promise<void> {
  await tx.query(
    `update market.auction set state = 'closing', clearing_fen = $2, bids = $3, bidders = $4 where id = $1`,
    [id, found.clearingFen ?? null, found.bids, found.bidders],
  );
}

/** What is left of the lot after some of what was won was given. */
export async function noteLeft(
  tx: Transaction,
  id: string,
  remaining: bigint,
  serials: readonly Serials[] | null,
): Promise<void> {
  await tx.query('update market.auction set remaining = $2, serials = $3::int8multirange where id = $1', [
    ...[id, remaining, rangesOf(serials)],
  ]);
}

/** All is settled; the result stands. */
export async function noteClosed(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.query(
    `update market.auction a
        set state = 'closed', ended_at = $2, sold = b.sold, sold_fen = b.sold_fen
       from (select coalesce(sum(delivered), 0) as sold,
                    coalesce(sum(paid_fen) filter (where delivered > 0), 0) as sold_fen
               from market.bid where auction_id = $1 and state = 'counted') b
      where a.id = $1`,
    [id, now],
  );
}

/** Who alone may bid; empty for whoever may. */
export async function readNamed(reader: Reader, id: string): Promise<string[]> {
  const rows = await reader.query<{ holder_id: string }>(
    'select holder_id from market.auction_named where auction_id = $1 order by holder_id',
    [id],
  );
  return rows.map((row) => row.holder_id);
}

/** Auctions that the clock closes, or that were left in the middle of their close, the earliest first. */
export async function readDue(reader: Reader, now: Date): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    `select id from market.auction
      where state = 'closing' or (state = 'announced' and closes_at <= $1) order by closes_at, seq`,
    [now],
  );
  return rows.map((row) => row.id);
}

/** An auction that has not ended and that an account has a part in. */
export async function firstAuctionAbout(reader: Reader, account: string): Promise<string | undefined> {
  const [row] = await reader.query<{ id: string }>(
    `select id from market.auction
      where state in ('proposed', 'announced', 'closing') and $1 in (units_account, funds_account)
     union all
     select auction_id from market.bid
      where units_account = $1 and (state = 'placed' or (state = 'counted' and settled_at is null))
     union all
     select auction_id from market.bid
      where funds_account = $1 and (state = 'placed' or (state = 'counted' and settled_at is null))
     limit 1`,
    [account],
  );
  return row?.id;
}

/** Who takes the place of a named bidder may bid in its place (ETS-015). */
export async function handOverNamedBidders(tx: Transaction, from: string, to: string): Promise<void> {
  await tx.query(
    `update market.auction_named n set holder_id = $2 where n.holder_id = $1
        and not exists (select from market.auction_named t where t.auction_id = n.auction_id and t.holder_id = $2)`,
    [from, to],
  );
}
