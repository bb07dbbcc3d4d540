import type { Reader } from '@carbon/database';
import { DAY_COLUMNS, type DayRow, type PublicDay, publicDay } from './read-day-figures';
import type { Depth, DepthLevel } from '../domain/depth';

/** Levels that the stream tells of each side (own choice). */
export const SHOWN_LEVELS = 10;

/** An instrument as everybody may see it after a command. */
export interface InstrumentState {
  readonly instrument: string;
  readonly depth: Depth;
  /** Its latest day; undefined before its first. */
  readonly day: PublicDay | undefined;
}

/** A market after the command with the number `sequence`: all of one moment of the database. */
export interface MarketState {
  readonly sequence: bigint;
  readonly instruments: readonly InstrumentState[];
}

interface LevelJson {
  instrument: string;
  side: 'buy' | 'sell';
  price: string;
  quantity: string;
  orders: number;
}

/** A batch moves the counter and its orders in one transaction, and one statement sees one moment. */
const STATE = `
  with traded as (select instrument from market.tradable where market = $1 and state <> 'delisted'),
  levels as (
    select o.instrument, o.side, o.price_fen, sum(o.quantity - o.filled) as quantity, count(*) as orders,
           row_number() over (partition by o.instrument, o.side
             order by case o.side when 'buy' then -o.price_fen else o.price_fen end) as place
      from market.exchange_order o
     where o.market = $1 and o.state in ('submitted', 'part-filled') and o.instrument in (select instrument from traded)
     group by o.instrument, o.side, o.price_fen),
  days as (
    select d.* from traded t cross join lateral (
      select * from market.day_figure d where d.instrument = t.instrument order by d.day desc limit 1) d)
  select coalesce((select v.last_sequence from market.venue v where v.market = $1), 0)::text as sequence,
         (select coalesce(json_agg(instrument order by instrument), '[]') from traded) as instruments,
         (select coalesce(json_agg(json_build_object('instrument', l.instrument, 'side', l.side,
                   'price', l.price_fen::text, 'quantity', l.quantity::text, 'orders', l.orders) order by l.place), '[]')
            from levels l where l.place <= ${SHOWN_LEVELS}) as levels`;

export async function readMarketState(reader: Pick<Reader, 'query'>, market: string): Promise<MarketState> {
  const [row] = await reader.query<{
    sequence: string;
    instruments: string[];
    levels: LevelJson[];
    days: DayRow[];
  }>(
    `${STATE}, (select coalesce(json_agg(told), '[]') from (select ${textual(DAY_COLUMNS)} from days d) told) as days`,
    [market],
  );
  if (row === undefined) throw new Error('a statement without a row');
  const days = new Map(row.days.map((day) => [day.instrument, publicDay(day)]));
  const levels = (instrument: string, side: 'buy' | 'sell'): DepthLevel[] =>
    row.levels
      .filter((level) => level.instrument === instrument && level.side === side)
      .map(({ price, quantity, orders }) => ({
        ...{ priceFen: BigInt(price), quantity: BigInt(quantity), orders },
      }));
  return {
    sequence: BigInt(row.sequence),
    instruments: row.instruments.map((instrument) => ({
      instrument,
      depth: { buy: levels(instrument, 'buy'), sell: levels(instrument, 'sell') },
      day: days.get(instrument),
    })),
  };
}

/** JSON has no room for large numbers: columns as texts, under their names. */
function textual(columns: string): string {
  return columns
    .split(',')
    .map((column) => column.trim().replace('::text', ''))
    .map((column) => `${column}::text as ${column.replace('d.', '')}`)
    .join(', ');
}

/** A trade of the order book, as the stream tells it. */
export interface StreamedTrade {
  readonly trade: bigint;
  readonly sequence: bigint;
  readonly instrument: string;
  readonly priceFen: bigint;
  readonly quantity: bigint;
  readonly taker: 'buy' | 'sell' | null;
  readonly at: Date;
}

/** Trades of the commands after one and up to another, in order; the latest `limit` of them. */
export async function readTradesBetween(
  reader: Pick<Reader, 'query'>,
  market: string,
  { after, to }: { readonly after: bigint; readonly to: bigint },
  limit: number,
): Promise<readonly StreamedTrade[]> {
  if (to <= after) return [];
  const rows = await reader.query<{
    id: string;
    sequence: string;
    instrument: string;
    price_fen: string;
    quantity: string;
    taker: 'buy' | 'sell' | null;
    traded_at: Date;
  }>(
    `select id, sequence, instrument, price_fen, quantity, taker, traded_at from market.trade
      where market = $1 and sequence > $2 and sequence <= $3 order by id desc limit $4`,
    [market, after.toString(), to.toString(), limit],
  );
  return rows.reverse().map((row) => ({
    ...{ trade: BigInt(row.id), sequence: BigInt(row.sequence), instrument: row.instrument },
    ...{
      priceFen: BigInt(row.price_fen),
      quantity: BigInt(row.quantity),
      taker: row.taker,
      at: row.traded_at,
    },
  }));
}

/** The number of the latest durable command of a market. */
export async function readLastSequence(reader: Pick<Reader, 'query'>, market: string): Promise<bigint> {
  const [row] = await reader.query<{ last_sequence: string }>(
    'select last_sequence from market.venue where market = $1',
    [market],
  );
  return BigInt(row?.last_sequence ?? 0);
}
