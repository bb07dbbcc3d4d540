import type { Transaction } from '@carbon/database';
import type { Reader } from '@carbon/ledger';
import type { Bid, BidState } from '../domain/bid';

export interface BidRow {
  id: string;
  seq: string;
  auction_id: string;
  holder_id: string;
  trading_account: string | null;
  units_account: string;
  funds_account: string;
  sealed: Buffer;
  commitment: Buffer;
  set_apart_fen: string;
  state: BidState;
  placed_by: string;
  placed_at: Date;
  ended_at: Date | null;
  price_fen: string | null;
  quantity: string | null;
  salt: Buffer | null;
  won: string | null;
  paid_fen: string | null;
  fee_fen: string | null;
  delivered: string | null;
  failure: string | null;
  trade_id: string | null;
  transaction_id: string | null;
  settled_at: Date | null;
}

/** Whose bid it is stands on the account that its money is in. */
export const SELECT_BID = `
  select b.id, b.seq, b.auction_id, h.holder_id, b.trading_account, b.units_account, b.funds_account, b.sealed, b.commitment,
         b.set_apart_fen, b.state, b.placed_by, b.placed_at, b.ended_at, b.price_fen, b.quantity, b.salt, b.won, b.paid_fen,
         b.fee_fen, b.delivered, b.failure, b.trade_id, b.transaction_id, b.settled_at
    from market.bid b join ledger.account h on h.number = b.funds_account`;

const whole = (text: string | null) => (text === null ? null : BigInt(text));

export const toBid = (row: BidRow): Bid => ({
  ...{ id: row.id, seq: row.seq, auctionId: row.auction_id, holderId: row.holder_id },
  ...{ tradingAccount: row.trading_account, unitsAccount: row.units_account },
  ...{ fundsAccount: row.funds_account, sealed: row.sealed, commitment: row.commitment },
  ...{ setApartFen: BigInt(row.set_apart_fen), state: row.state, placedBy: row.placed_by },
  ...{ placedAt: row.placed_at, endedAt: row.ended_at },
  opened:
    row.price_fen === null || row.quantity === null || row.salt === null
      ? null
      : {
          ...{ priceFen: BigInt(row.price_fen), quantity: BigInt(row.quantity), salt: row.salt },
          ...{ won: BigInt(row.won ?? 0), paidFen: BigInt(row.paid_fen ?? 0) },
          ...{ feeFen: BigInt(row.fee_fen ?? 0), delivered: whole(row.delivered), failure: row.failure },
          ...{ tradeId: whole(row.trade_id), transactionId: whole(row.transaction_id) },
          settledAt: row.settled_at,
        },
});

export type NewBid = Pick<
  Bid,
  | 'id'
  | 'auctionId'
  | 'tradingAccount'
  | 'unitsAccount'
  | 'fundsAccount'
  | 'sealed'
  | 'commitment'
  | 'setApartFen'
>;

export async function insertBid(tx: Transaction, bid: NewBid, by: string, now: Date): Promise<void> {
  await tx.query(
    `insert into market.bid (id, auction_id, trading_account, units_account, funds_account, sealed, commitment,
        set_apart_fen, placed_by, placed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[bid.id, bid.auctionId, bid.tradingAccount, bid.unitsAccount, bid.fundsAccount],
      ...[bid.sealed, bid.commitment, bid.setApartFen, by, now],
    ],
  );
}

/** Counts one more bid of a holder; false where it has placed as many as it may. */
export async function countBid(
  tx: Transaction,
  auctionId: string,
  holderId: string,
  most: number,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into market.auction_bidder as n (auction_id, holder_id, placed) values ($1, $2, 1)
     on conflict (auction_id, holder_id) do update set placed = n.placed + 1 where n.placed < $3
     returning placed`,
    [auctionId, holderId, most],
  );
  return rows.length === 1;
}

/** A bid, locked against whoever else would take it back. */
export async function lockBid(tx: Transaction, auctionId: string, id: string): Promise<Bid | undefined> {
  await tx.query('select from market.bid where id = $1 for no key update', [id]);
  const [row] = await tx.query<BidRow>(`${SELECT_BID} where b.id = $1 and b.auction_id = $2`, [
    ...[id, auctionId],
  ]);
  return row === undefined ? undefined : toBid(row);
}

export async function noteTakenBack(
  tx: Transaction,
  id: string,
  state: 'withdrawn' | 'replaced',
  now: Date,
): Promise<void> {
  await tx.query('update market.bid set state = $2, ended_at = $3 where id = $1', [id, state, now]);
}

/** The bids that stand, in their turn. */
export async function readStanding(reader: Reader, auctionId: string): Promise<Bid[]> {
  const rows = await reader.query<BidRow>(
    `${SELECT_BID} where b.auction_id = $1 and b.state = 'placed' order by b.seq`,
    [auctionId],
  );
  return rows.map(toBid);
}

/** What the close found in a bid, and what came of it. */
export interface BidResult {
  readonly id: string;
  readonly priceFen: bigint;
  readonly quantity: bigint;
  readonly salt: Buffer;
  readonly won: bigint;
  readonly paidFen: bigint;
  readonly feeFen: bigint;
}

export async function noteCounted(tx: Transaction, bids: readonly BidResult[], now: Date): Promise<void> {
  await tx.query(
    `update market.bid b
        set state = 'counted', ended_at = $8, price_fen = c.price_fen, quantity = c.quantity, salt = c.salt, won = c.won,
            paid_fen = c.paid_fen, fee_fen = c.fee_fen
       from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bigint[], $6::bigint[], $7::bigint[])
              as c (id, price_fen, quantity, salt, won, paid_fen, fee_fen)
      where b.id = c.id`,
    [
      bids.map((bid) => bid.id),
      bids.map((bid) => bid.priceFen.toString()),
      bids.map((bid) => bid.quantity.toString()),
      bids.map((bid) => bid.salt),
      bids.map((bid) => bid.won.toString()),
      bids.map((bid) => bid.paidFen.toString()),
      bids.map((bid) => bid.feeFen.toString()),
      now,
    ],
  );
}

/** Counted bids that are not settled, winners first; those that could not be wait for another time (`stuck`). */
export async function readUnsettled(
  reader: Reader,
  auctionId: string,
  limit: number,
  which: 'fresh' | 'stuck' = 'fresh',
): Promise<Bid[]> {
  const rows = await reader.query<BidRow>(
    `${SELECT_BID} where b.auction_id = $1 and b.state = 'counted' and b.settled_at is null
        and (b.failure is null) = $3 order by b.won = 0, b.seq limit $2`,
    [auctionId, limit, which === 'fresh'],
  );
  return rows.map(toBid);
}

/** One counted bid of an auction that is not settled. */
export async function findUnsettled(reader: Reader, auctionId: string, id: string): Promise<Bid | undefined> {
  const [row] = await reader.query<BidRow>(
    `${SELECT_BID} where b.auction_id = $1 and b.id = $2 and b.state = 'counted' and b.settled_at is null`,
    [auctionId, id],
  );
  return row === undefined ? undefined : toBid(row);
}

/** Auctions some of whose money could not be given back yet. */
export async function readStuckAuctions(reader: Reader): Promise<string[]> {
  const rows = await reader.query<{ auction_id: string }>(
    `select distinct b.auction_id from market.bid b join market.auction a on a.id = b.auction_id
      where b.state = 'counted' and b.settled_at is null and b.failure is not null and a.state = 'closed'`,
  );
  return rows.map((row) => row.auction_id);
}

export interface SettledBid {
  readonly id: string;
  readonly delivered: bigint;
  readonly tradeId?: bigint | undefined;
  readonly transactionId?: bigint | undefined;
}

export async function noteSettled(tx: Transaction, bids: readonly SettledBid[], now: Date): Promise<void> {
  await tx.query(
    `update market.bid b
        set delivered = c.delivered, trade_id = c.trade_id, transaction_id = c.transaction_id, settled_at = $5
       from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[]) as c (id, delivered, trade_id, transaction_id)
      where b.id = c.id`,
    [
      bids.map((bid) => bid.id),
      bids.map((bid) => bid.delivered.toString()),
      bids.map((bid) => bid.tradeId?.toString() ?? null),
      bids.map((bid) => bid.transactionId?.toString() ?? null),
      now,
    ],
  );
}

/** Nothing of what it won is given, for a reason (a refusal's code). */
export async function noteFailed(tx: Transaction, id: string, failure: string): Promise<void> {
  await tx.query('update market.bid set delivered = 0, failure = $2 where id = $1', [id, failure]);
}
