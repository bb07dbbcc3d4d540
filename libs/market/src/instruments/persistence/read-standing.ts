import type { Reader } from '@carbon/database';
import type { ChinaDate, Page, PageRequest } from '@carbon/kernel';
import { toPage } from '@carbon/kernel';
import type { TradableState } from '../tradable';

/** An instrument with the close that today's prices are counted from. */
export interface Standing {
  readonly instrument: string;
  readonly kind: string;
  readonly scheme: string;
  readonly unit: string;
  readonly period: string | null;
  readonly state: TradableState;
  /** Since when it is in that state. */
  readonly changedAt: Date;
  readonly previousCloseFen: bigint;
}

type Row = Omit<Standing, 'previousCloseFen'> & { readonly previousClose: string };

/**
 * Instruments of a market by code. The previous close is that of today's day where it has begun, else the latest close, else
 * the reference price.
 */
export async function readStandings(
  reader: Reader,
  { market, day }: { readonly market: string; readonly day: ChinaDate },
  page: PageRequest,
): Promise<Page<Standing>> {
  const rows = await reader.query<Row>(
    `select t.instrument, i.kind, i.scheme, i.unit, i.period, t.state, t.changed_at as "changedAt",
            coalesce(d.previous_close_fen, c.close_fen, t.reference_price_fen) as "previousClose"
       from market.tradable t
       join ledger.instrument i on i.code = t.instrument
       left join market.day_figure d on d.instrument = t.instrument and d.day = $2
       left join lateral (select close_fen from market.day_figure f
                           where f.instrument = t.instrument and f.day < $2 and f.close_fen is not null
                           order by f.day desc limit 1) c on true
      where t.market = $1 and t.instrument > $3 order by t.instrument limit $4`,
    [market, day, page.after?.[0] ?? '', page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ instrument }) => [instrument]);
  return {
    ...found,
    items: found.items.map(({ previousClose, ...row }) => ({
      ...row,
      previousCloseFen: BigInt(previousClose),
    })),
  };
}
