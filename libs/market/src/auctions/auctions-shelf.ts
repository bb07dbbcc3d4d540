import type { InstrumentKind } from '@carbon/ledger';
import type { MarketplaceEntry, MarketplaceShelf } from '../marketplace/index';
import { instrumentKindsOf, KINDS_OF_INSTRUMENTS, shownAs } from '../marketplace/shelves/kind-of-instrument';

interface Row {
  seq: string;
  id: string;
  instrument: string;
  kind: InstrumentKind;
  unit: string;
  period: string | null;
  quantity: string;
  closes_at: Date;
}

/** Announced auctions that whoever may trade there may bid in, until they close; keys are of one length, so that they sort. */
const OPEN_TO_ALL = `
  select lpad(a.seq::text, 19, '0') as seq, a.id, a.instrument, i.kind, i.unit, i.period, a.quantity::text, a.closes_at
    from market.auction a join ledger.instrument i on i.code = a.instrument
   where a.state = 'announced' and not a.restricted and a.closes_at > $1
     and a.seq > coalesce($2::text, '0')::bigint and i.kind = any($3::text[])
   order by a.seq limit $4`;

/** Lots that are auctioned: what one unit costs comes out of the bids. */
export const auctionsShelf: MarketplaceShelf = {
  name: 'auctions',
  kinds: KINDS_OF_INSTRUMENTS,

  async entries(reader, { after, limit, kind, now }) {
    const values = [now, after ?? null, instrumentKindsOf(kind), limit];
    const rows = await reader.query<Row>(OPEN_TO_ALL, values);
    return rows.flatMap((row): MarketplaceEntry[] => {
      const shown = shownAs(row.kind, { code: row.instrument, period: row.period });
      if (shown === undefined) return [];
      return [
        {
          ...{ key: row.seq, kind: shown.kind, code: row.instrument, name: shown.name, unit: row.unit },
          ...{ price: undefined, quantity: BigInt(row.quantity), until: row.closes_at },
          look: `/v1/public/auctions/${row.id}`,
          act: `/v1/auctions/${row.id}/bids`,
          finePrint: {
            zh: '单向竞价，密封报价，不低于底价；资金全额冻结，开始与结束时间、数量单位见公告',
            en: 'One-way auction by sealed bids from the reserve price on; money is set apart in full; hours and steps stand in the notice',
          },
        },
      ];
    });
  },
};
