import { parseWhole } from '@carbon/kernel';
import type { InstrumentKind } from '@carbon/ledger';
import { yuanOf } from '../../domain/trading';
import type { MarketplaceEntry, MarketplaceShelf } from '../shelf';
import { instrumentKindsOf, KINDS_OF_INSTRUMENTS, shownAs } from './kind-of-instrument';

interface Row {
  seq: string;
  id: string;
  instrument: string;
  kind: InstrumentKind;
  unit: string;
  period: string | null;
  remaining: string;
  unit_price_fen: string;
  minimum: string;
  step: string;
  expires_at: Date;
}

const OPEN_LISTINGS = `
  select o.seq, o.id, o.instrument, i.kind, i.unit, i.period, o.remaining, o.unit_price_fen, o.minimum, o.step, o.expires_at
    from market.offer o join ledger.instrument i on i.code = o.instrument
   where o.state = 'open' and o.type = 'listed' and not o.restricted and o.expires_at > $4
     and o.seq > $1::bigint and i.kind = any($2::text[])
   order by o.seq limit $3`;

/** Units listed at a fixed price for everybody; those for named buyers are shown to these alone, elsewhere. */
export const listingsShelf: MarketplaceShelf = {
  name: 'listings',
  kinds: KINDS_OF_INSTRUMENTS,

  async entries(reader, { after, limit, kind, now }) {
    // callers may make cursors up
    const seen = parseWhole(after ?? '0', 'cursor');
    const rows = await reader.query<Row>(OPEN_LISTINGS, [seen, instrumentKindsOf(kind), limit, now]);
    return rows.flatMap((row): MarketplaceEntry[] => {
      const shown = shownAs(row.kind, { code: row.instrument, period: row.period });
      if (shown === undefined) return [];
      return [
        {
          ...{ key: row.seq, kind: shown.kind, code: row.instrument, name: shown.name, unit: row.unit },
          price: { amount: yuanOf(BigInt(row.unit_price_fen)), currency: 'CNY' },
          ...{ quantity: BigInt(row.remaining), until: row.expires_at },
          ...{ look: `/v1/listings/${row.id}`, act: '/v1/tasks' },
          finePrint: {
            zh: `固定价格，最少 ${row.minimum}、递增 ${row.step}；卖方名称登录后可见；以任务 sale-purchase 由经办与复核两人办理`,
            en: `At a fixed price, ${row.minimum} at least, in steps of ${row.step}; who sells is told to those who are signed in. One person proposes a task sale-purchase, another approves it`,
          },
        },
      ];
    });
  },
};
