import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { OrderState } from './commands';
import type { LiveOrder, Trader } from './live-order';
import { MarketBook } from './market-book';

interface Row {
  id: string;
  instrument: string;
  holder_id: string;
  trading_account: string;
  trader: number;
  units_account: string;
  funds_account: string;
  method: LiveOrder['method'];
  side: LiveOrder['side'];
  price_fen: string;
  quantity: string;
  filled: string;
  filled_fen: string;
  reserved: string;
  state: OrderState;
  good_till: ChinaDate;
  priority: string;
  client_reference: string | null;
  placed_by: string;
  placed_at: Date;
}

/** Rows read at once. */
const PAGE = 20_000;

/** The open orders of a market as the database has them, in the order in which they came to their turn. */
export async function loadMarket(
  reader: Pick<Reader, 'query'>,
  market: string,
  tickFen: bigint,
): Promise<MarketBook> {
  const book = new MarketBook();
  const traders = new Map<string, Trader>();
  for (let after = '-1'; ;) {
    const rows = await reader.query<Row>(
      `select o.id, o.instrument, o.holder_id, o.trading_account, a.id as trader, o.units_account, o.funds_account,
              o.method, o.side, o.price_fen, o.quantity, o.filled, o.filled_fen, o.reserved, o.state, o.good_till::text,
              o.priority, o.client_reference, o.placed_by, o.placed_at
         from market.exchange_order o join market.trading_account a on a.number = o.trading_account
        where o.market = $1 and o.state in ('submitted', 'part-filled') and o.priority > $2
        order by o.priority limit ${PAGE}`,
      [market, after],
    );
    for (const row of rows) {
      const order = liveOrder(row, traders);
      book.restore(order, Number(order.priceFen / tickFen));
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return book;
    after = last.priority;
  }
}

function liveOrder(row: Row, traders: Map<string, Trader>): LiveOrder {
  let trader = traders.get(row.trading_account);
  if (trader === undefined) {
    trader = {
      ...{ id: row.trader, number: row.trading_account, holderId: row.holder_id },
      ...{ unitsAccount: row.units_account, fundsAccount: row.funds_account },
    };
    traders.set(row.trading_account, trader);
  }
  return {
    ...{ id: Number(row.id), instrument: row.instrument, trader, side: row.side, method: row.method },
    ...{
      clientReference: row.client_reference ?? undefined,
      placedBy: row.placed_by,
      placedAt: row.placed_at,
    },
    ...{ priceFen: BigInt(row.price_fen), quantity: BigInt(row.quantity) },
    ...{ filled: BigInt(row.filled), filledFen: BigInt(row.filled_fen), reserved: BigInt(row.reserved) },
    ...{ state: row.state, endedBecause: undefined, goodTill: row.good_till, priority: BigInt(row.priority) },
  };
}
