import type { Transaction } from '@carbon/database';
import { dayFigureChanges, positionChanges } from './day-changes';
import type { SettledTrade } from './trade';

/** Numbers for trades about to be made, as many as asked, each used once whatever becomes of the transaction. */
export async function tradeNumbers(tx: Transaction, count: number): Promise<readonly bigint[]> {
  if (count === 0) return [];
  const rows = await tx.rows<[string]>(
    {
      name: 'trade-numbers',
      text: "select nextval('market.trade_number') from generate_series(1, $1::int)",
    },
    [count],
  );
  return rows.map(([number]) => BigInt(number));
}

/**
 * Writes settled trades, what they did to each account's day, and to each instrument's. The instrument's day must have begun
 * (`openDay`). Set-based: a handful of statements whatever their number.
 */
export async function recordTrades(tx: Transaction, trades: readonly SettledTrade[]): Promise<void> {
  if (trades.length === 0) return;
  await tx.query(INSERT_TRADES, columnsOf(trades));
  await notePositions(tx, trades);
  await noteFigures(tx, trades);
}

const INSERT_TRADES = {
  name: 'insert-trades',
  text: `insert into market.trade (id, market, instrument, method, price_fen, quantity, amount_fen, seller_fee_fen,
      buyer_fee_fen, seller_id, seller_account, seller_units, seller_funds, buyer_id, buyer_account, buyer_units, buyer_funds,
      sell_order, buy_order, taker, sequence, reference, day, traded_at, transaction_id, rule_pack)
    select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
      $8::bigint[], $9::bigint[], $10::uuid[], $11::text[], $12::text[], $13::text[], $14::uuid[], $15::text[], $16::text[],
      $17::text[], $18::bigint[], $19::bigint[], $20::text[], $21::bigint[], $22::text[], $23::date[], $24::timestamptz[],
      $25::bigint[], $26::text[])`,
};

function columnsOf(trades: readonly SettledTrade[]): unknown[] {
  const all = <T>(pick: (trade: SettledTrade) => T) => trades.map(pick);
  return [
    all((t) => t.id.toString()),
    all((t) => t.market),
    all((t) => t.instrument),
    all((t) => t.method),
    all((t) => t.priceFen.toString()),
    all((t) => t.quantity.toString()),
    all((t) => t.amountFen.toString()),
    all((t) => t.seller.feeFen.toString()),
    all((t) => t.buyer.feeFen.toString()),
    all((t) => t.seller.holderId),
    all((t) => t.seller.tradingAccount),
    all((t) => t.seller.unitsAccount),
    all((t) => t.seller.fundsAccount),
    all((t) => t.buyer.holderId),
    all((t) => t.buyer.tradingAccount),
    all((t) => t.buyer.unitsAccount),
    all((t) => t.buyer.fundsAccount),
    all((t) => t.seller.order?.toString() ?? null),
    all((t) => t.buyer.order?.toString() ?? null),
    all((t) => t.taker ?? null),
    all((t) => t.sequence?.toString() ?? null),
    all((t) => t.reference ?? null),
    all((t) => t.day),
    all((t) => t.tradedAt.toISOString()),
    all((t) => t.transactionId.toString()),
    all((t) => t.rulePack),
  ];
}

/** In the order of the key, as everybody does, so that two batches never wait for each other in a circle. */
async function notePositions(tx: Transaction, trades: readonly SettledTrade[]): Promise<void> {
  const changes = positionChanges(trades);
  await tx.query(
    {
      name: 'note-positions',
      text: `insert into market.day_position as p
          (trading_account, instrument, day, bought, sold, bought_fen, sold_fen, fees_fen)
        select * from unnest($1::text[], $2::text[], $3::date[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
          $8::bigint[])
        on conflict (trading_account, instrument, day) do update
          set bought = p.bought + excluded.bought, sold = p.sold + excluded.sold,
              bought_fen = p.bought_fen + excluded.bought_fen, sold_fen = p.sold_fen + excluded.sold_fen,
              fees_fen = p.fees_fen + excluded.fees_fen`,
    },
    [
      changes.map((c) => c.tradingAccount),
      changes.map((c) => c.instrument),
      changes.map((c) => c.day),
      changes.map((c) => c.bought.toString()),
      changes.map((c) => c.sold.toString()),
      changes.map((c) => c.boughtFen.toString()),
      changes.map((c) => c.soldFen.toString()),
      changes.map((c) => c.feesFen.toString()),
    ],
  );
}

async function noteFigures(tx: Transaction, trades: readonly SettledTrade[]): Promise<void> {
  const changes = dayFigureChanges(trades);
  await tx.query(
    {
      name: 'note-day-figures',
      text: `update market.day_figure f
          set open_fen = coalesce(f.open_fen, c.open), last_fen = coalesce(c.last, f.last_fen),
              high_fen = greatest(f.high_fen, c.high), low_fen = least(f.low_fen, c.low),
              listed_quantity = f.listed_quantity + c.listed_quantity, listed_fen = f.listed_fen + c.listed_fen,
              listed_trades = f.listed_trades + c.listed_trades,
              block_quantity = f.block_quantity + c.block_quantity, block_fen = f.block_fen + c.block_fen,
              auction_quantity = f.auction_quantity + c.auction_quantity, auction_fen = f.auction_fen + c.auction_fen
         from unnest($1::text[], $2::date[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
                     $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[])
              as c (instrument, day, open, high, low, last, listed_quantity, listed_fen, listed_trades, block_quantity,
                    block_fen, auction_quantity, auction_fen)
        where f.instrument = c.instrument and f.day = c.day`,
    },
    [
      changes.map((c) => c.instrument),
      changes.map((c) => c.day),
      changes.map((c) => c.open?.toString() ?? null),
      changes.map((c) => c.high?.toString() ?? null),
      changes.map((c) => c.low?.toString() ?? null),
      changes.map((c) => c.last?.toString() ?? null),
      changes.map((c) => c.listedQuantity.toString()),
      changes.map((c) => c.listedFen.toString()),
      changes.map((c) => c.listedTrades.toString()),
      changes.map((c) => c.blockQuantity.toString()),
      changes.map((c) => c.blockFen.toString()),
      changes.map((c) => c.auctionQuantity.toString()),
      changes.map((c) => c.auctionFen.toString()),
    ],
  );
}
