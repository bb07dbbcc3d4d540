import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { DayFigureOf, DayTrade } from '../domain/day-file';

type Query = Pick<Reader, 'query'>;

/** A market's day whose closes are all written. */
export interface ClosedDay {
  readonly market: string;
  readonly day: ChinaDate;
  readonly closedAt: Date;
}

/** A day of a market, if it is closed. */
export async function findClosedDay(
  reader: Query,
  market: string,
  day: ChinaDate,
): Promise<ClosedDay | undefined> {
  const [row] = await reader.query<{ closed_at: Date | null; open: boolean }>(
    `select max(closed_at) as closed_at, bool_or(close_fen is null) as open from market.day_figure
      where market = $1 and day = $2`,
    [market, day],
  );
  return row?.closed_at == null || row.open ? undefined : { market, day, closedAt: row.closed_at };
}

/** Closed days that nobody has ended, closed before a moment; the earliest first. */
export function readUnendedDays(reader: Query, before: Date, limit: number): Promise<ClosedDay[]> {
  return reader.query<ClosedDay>(
    `select f.market, f.day::text, max(f.closed_at) as "closedAt" from market.day_figure f
      where not exists (select from market.day_end e where e.market = f.market and e.day = f.day)
      group by f.market, f.day having bool_and(f.close_fen is not null) and max(f.closed_at) <= $1
      order by f.day, f.market limit $2`,
    [before, limit],
  );
}

/** What the market counted of its instruments' day, by code. */
export async function readFigures(
  reader: Query,
  market: string,
  day: ChinaDate,
): Promise<readonly DayFigureOf[]> {
  const rows = await reader.query<Record<string, string | null>>(
    `select instrument, previous_close_fen, open_fen, high_fen, low_fen, close_fen, listed_quantity, listed_fen,
        block_quantity, block_fen, auction_quantity, auction_fen
       from market.day_figure where market = $1 and day = $2 order by instrument`,
    [market, day],
  );
  const price = (text: string | null | undefined) => (text == null ? undefined : BigInt(text));
  const volume = (row: Record<string, string | null>, method: string) => ({
    quantity: BigInt(row[`${method}_quantity`] ?? 0),
    amountFen: BigInt(row[`${method}_fen`] ?? 0),
  });
  return rows.map((row) => ({
    instrument: row['instrument'] ?? '',
    previousCloseFen: BigInt(row['previous_close_fen'] ?? 0),
    ...{ openFen: price(row['open_fen']), highFen: price(row['high_fen']) },
    ...{ lowFen: price(row['low_fen']), closeFen: price(row['close_fen']) },
    ...{ listed: volume(row, 'listed'), block: volume(row, 'block'), auction: volume(row, 'auction') },
  }));
}

interface TradeRow {
  id: string;
  traded_at: Date;
  instrument: string;
  method: string;
  price_fen: string;
  quantity: string;
  amount_fen: string;
  seller: string;
  seller_account: string;
  seller_fee_fen: string;
  sell_order: string | null;
  buyer: string;
  buyer_account: string;
  buyer_fee_fen: string;
  buy_order: string | null;
  reference: string | null;
  transaction_id: string;
  rule_pack: string;
}

/** Every trade of a market's day, in the order of their numbers. */
export async function readDayTrades(
  reader: Query,
  market: string,
  day: ChinaDate,
): Promise<readonly DayTrade[]> {
  const rows = await reader.query<TradeRow>(
    `select t.id, t.traded_at, t.instrument, t.method, t.price_fen, t.quantity, t.amount_fen, s.code as seller,
        t.seller_account, t.seller_fee_fen, t.sell_order, b.code as buyer, t.buyer_account, t.buyer_fee_fen, t.buy_order,
        t.reference, t.transaction_id, t.rule_pack
       from market.trade t join identity.holder s on s.id = t.seller_id join identity.holder b on b.id = t.buyer_id
      where t.instrument in (select instrument from market.day_figure where market = $1 and day = $2)
        and t.market = $1 and t.day = $2
      order by t.id`,
    [market, day],
  );
  return rows.map((row) => ({
    ...{ trade: BigInt(row.id), at: row.traded_at, instrument: row.instrument, method: row.method },
    ...{ priceFen: BigInt(row.price_fen), quantity: BigInt(row.quantity), amountFen: BigInt(row.amount_fen) },
    parties: {
      ...{ seller: row.seller, sellerAccount: row.seller_account, sellerFeeFen: BigInt(row.seller_fee_fen) },
      ...{ buyer: row.buyer, buyerAccount: row.buyer_account, buyerFeeFen: BigInt(row.buyer_fee_fen) },
      sellOrder: row.sell_order === null ? undefined : BigInt(row.sell_order),
      buyOrder: row.buy_order === null ? undefined : BigInt(row.buy_order),
      reference: row.reference ?? undefined,
      ...{ transactionId: BigInt(row.transaction_id), rulePack: row.rule_pack },
    },
  }));
}
