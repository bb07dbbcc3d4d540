import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { type Candle, CANDLE_INTERVALS, type CandleInterval, type DaySpan } from '../domain/candle';

interface Row {
  bucket: Date;
  open_fen: string;
  high_fen: string;
  low_fen: string;
  last_fen: string;
  quantity: string;
  amount_fen: string;
  trades: string;
}

/** Buckets begin with the China day: each length of a candle divides it. */
const FROM_TRADES = `
  select date_bin(make_interval(secs => $4), t.traded_at, timestamptz '2000-01-01 00:00+08') as bucket,
         (array_agg(t.price_fen order by t.id))[1] as open_fen, max(t.price_fen) as high_fen,
         min(t.price_fen) as low_fen, (array_agg(t.price_fen order by t.id desc))[1] as last_fen,
         sum(t.quantity) as quantity, sum(t.amount_fen) as amount_fen, count(*) as trades
    from market.trade t
   where t.instrument = $1 and t.day between $2 and $3 and t.method in ('listed', 'continuous')
     and ($5::timestamptz is null or t.traded_at >= $5::timestamptz + make_interval(secs => $4))
   group by bucket order by bucket limit $6`;

/** What each day already adds up as it goes. */
const FROM_DAYS = `
  select d.day::timestamp at time zone 'Asia/Shanghai' as bucket, d.open_fen, d.high_fen, d.low_fen, d.last_fen,
         d.listed_quantity as quantity, d.listed_fen as amount_fen, d.listed_trades as trades
    from market.day_figure d
   where d.instrument = $1 and d.day between $2 and $3 and d.listed_trades > 0
     and ($5::timestamptz is null or d.day::timestamp at time zone 'Asia/Shanghai' >= $5::timestamptz + make_interval(secs => $4))
   order by d.day limit $6`;

/** Candles of an instrument in order of time; stretches without a trade have none. */
export async function readCandles(
  reader: Pick<Reader, 'query'>,
  instrument: string,
  interval: CandleInterval,
  { from, to }: DaySpan,
  page: PageRequest,
): Promise<Page<Candle>> {
  const [after] = page.after ?? [];
  const rows = await reader.query<Row>(interval === '1d' ? FROM_DAYS : FROM_TRADES, [
    ...[instrument, from, to, CANDLE_INTERVALS[interval].seconds],
    after === undefined ? null : new Date(Number(after)),
    page.limit + 1,
  ]);
  const found = toPage(rows, page.limit, ({ bucket }) => [bucket.getTime().toString()]);
  return { ...found, items: found.items.map(candle) };
}

const candle = (row: Row): Candle => ({
  from: row.bucket,
  ...{ openFen: BigInt(row.open_fen), highFen: BigInt(row.high_fen), lowFen: BigInt(row.low_fen) },
  ...{ lastFen: BigInt(row.last_fen), quantity: BigInt(row.quantity), amountFen: BigInt(row.amount_fen) },
  trades: Number(row.trades),
});
