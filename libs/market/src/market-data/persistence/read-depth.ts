import type { Reader } from '@carbon/database';
import { type Depth, type DepthLevel, MAX_RESTING_ORDERS, type RestingOrder } from '../domain/depth';

interface LevelRow {
  side: 'buy' | 'sell';
  price_fen: string;
  quantity: string;
  orders: string;
}

/** Levels of one side of $1, market $2: the partial index of open orders leads to them. */
const levelsOf = (side: 'buy' | 'sell') => `
  (select o.side, o.price_fen, sum(o.quantity - o.filled) as quantity, count(*) as orders
     from market.exchange_order o
    where o.market = $2 and o.instrument = $1 and o.state in ('submitted', 'part-filled') and o.side = '${side}'
    group by o.side, o.price_fen order by o.price_fen ${side === 'buy' ? 'desc' : 'asc'} limit $3)`;

/** The best levels of an instrument by its open orders: for a process that does not run its market. */
export async function readDepth(
  reader: Pick<Reader, 'query'>,
  { market, instrument }: { readonly market: string; readonly instrument: string },
  levels: number,
): Promise<Depth> {
  const rows = await reader.query<LevelRow>(`${levelsOf('buy')} union all ${levelsOf('sell')}`, [
    instrument,
    market,
    levels,
  ]);
  const side = (name: 'buy' | 'sell'): DepthLevel[] =>
    rows
      .filter((row) => row.side === name)
      .map((row) => ({
        ...{ priceFen: BigInt(row.price_fen), quantity: BigInt(row.quantity), orders: Number(row.orders) },
      }))
      .sort((a, b) => Number(name === 'buy' ? b.priceFen - a.priceFen : a.priceFen - b.priceFen));
  return { buy: side('buy'), sell: side('sell') };
}

const ordersOf = (side: 'buy' | 'sell') => `
  (with ranked as (
     select o.id, o.side, o.price_fen, o.quantity - o.filled as quantity, o.priority,
            dense_rank() over (order by o.price_fen ${side === 'buy' ? 'desc' : 'asc'}) as level
       from market.exchange_order o
      where o.market = $2 and o.instrument = $1 and o.state in ('submitted', 'part-filled') and o.side = '${side}')
   select id, side, price_fen, quantity, level, priority from ranked where level <= $3
    order by level, priority limit ${MAX_RESTING_ORDERS})`;

/** TRD-007: the orders of the best levels, in the order of price and time. */
export async function readRestingOrders(
  reader: Pick<Reader, 'query'>,
  { market, instrument }: { readonly market: string; readonly instrument: string },
  levels: number,
): Promise<readonly RestingOrder[]> {
  const rows = await reader.query<{ id: string; side: 'buy' | 'sell'; price_fen: string; quantity: string }>(
    `select id, side, price_fen, quantity from (${ordersOf('buy')} union all ${ordersOf('sell')}) both_sides
      order by side, level, priority`,
    [instrument, market, levels],
  );
  return rows.map((row) => ({
    ...{ order: BigInt(row.id), side: row.side },
    ...{ priceFen: BigInt(row.price_fen), quantity: BigInt(row.quantity) },
  }));
}
