import type { MarketplaceEntry, MarketplaceShelf } from '../marketplace/index';

interface Row {
  key: string;
  asset_number: string;
  kind: string;
  price: string;
  energy_wh: string;
  starts_at: Date;
  gate_at: Date;
}

const OFFERED = `
  select lpad(o.seq::text, 19, '0') as key, o.asset_number, o.kind, o.price, o.energy_wh, o.starts_at, i.gate_at
    from market.power_offer o join market.power_interval i on i.starts_at = o.starts_at
   where o.state = 'placed' and i.state = 'open' and i.gate_at > $1 and o.seq > coalesce($2::text, '0')::bigint
   order by o.seq limit $3`;

/**
 * Energy of the next quarter hours. Plants are told to those who were let in, on the board; here only kinds of sources. A price
 * per kWh has four decimals and stands there too.
 */
export const greenPowerShelf: MarketplaceShelf = {
  name: 'green-power',
  kinds: ['green-power'],

  async entries(reader, { after, limit, now }) {
    const rows = await reader.query<Row>(OFFERED, [now, after ?? null, limit]);
    return rows.map((row): MarketplaceEntry => {
      const interval = encodeURIComponent(row.starts_at.toISOString());
      return {
        ...{ key: row.key, kind: 'green-power', code: row.kind, unit: 'Wh' },
        name: { zh: `本地绿电（${row.kind}）`, en: `Local green power (${row.kind})` },
        ...{ price: undefined, quantity: BigInt(row.energy_wh), until: row.gate_at },
        look: `/v1/green-power/board?interval=${interval}`,
        act: '/v1/green-power/demands',
        finePrint: {
          zh: '仅限经核验的用户；按时段成交、按计量结算，不签发任何凭证',
          en: 'For verified users; contracted by the quarter hour and paid by the meter; no instrument is issued for it',
        },
      };
    });
  },
};
