import type { InstrumentKind } from '@carbon/ledger';
import { yuanOf } from '../../domain/trading';
import type { MarketplaceEntry, MarketplaceShelf } from '../shelf';
import { instrumentKindsOf, KINDS_OF_INSTRUMENTS, shownAs } from './kind-of-instrument';

interface Row {
  instrument: string;
  market: string;
  kind: InstrumentKind;
  unit: string;
  period: string | null;
  price_fen: string;
  quantity: string;
}

/** The best price of the sellers of each instrument that trades, and what rests there. */
const BEST_ASKS = `
  select t.instrument, t.market, i.kind, i.unit, i.period, best.price_fen, best.quantity::text
    from market.tradable t
    join ledger.instrument i on i.code = t.instrument
    cross join lateral (
      select o.price_fen, sum(o.quantity - o.filled) as quantity from market.exchange_order o
       where o.market = t.market and o.instrument = t.instrument and o.state in ('submitted', 'part-filled')
         and o.side = 'sell'
       group by o.price_fen order by o.price_fen limit 1) best
   where t.state = 'trading' and t.instrument > $1 and i.kind = any($2::text[])
   order by t.instrument limit $3`;

/** Orders of the exchange: prices and quantities, and nobody's name. */
export const exchangeShelf: MarketplaceShelf = {
  name: 'exchange',
  kinds: KINDS_OF_INSTRUMENTS,

  async entries(reader, { after, limit, kind }) {
    const rows = await reader.query<Row>(BEST_ASKS, [after ?? '', instrumentKindsOf(kind), limit]);
    return rows.flatMap((row): MarketplaceEntry[] => {
      const shown = shownAs(row.kind, { code: row.instrument, period: row.period });
      if (shown === undefined) return [];
      return [
        {
          ...{
            key: row.instrument,
            kind: shown.kind,
            code: row.instrument,
            name: shown.name,
            unit: row.unit,
          },
          price: { amount: yuanOf(BigInt(row.price_fen)), currency: 'CNY' },
          ...{ quantity: BigInt(row.quantity), until: undefined },
          look: `/v1/public/exchange/${row.market}/instruments/${row.instrument}/depth`,
          act: '/v1/exchange/orders',
          finePrint: {
            zh: `市场 ${row.market} 最优卖价及其数量，不公示卖方；须有该市场交易账户，仅在交易时段成交`,
            en: `Best price of the sellers in the market ${row.market} and what rests there; sellers are not named. It takes a trading account of that market, in its hours`,
          },
        },
      ];
    });
  },
};
