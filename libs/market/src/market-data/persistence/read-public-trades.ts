import type { Reader } from '@carbon/database';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { SettledMethod } from '../../settlement';

/** A trade as everybody may see it: between nobody and nobody. */
export interface PublicTrade {
  readonly id: bigint;
  readonly method: SettledMethod;
  readonly priceFen: bigint;
  readonly quantity: bigint;
  readonly amountFen: bigint;
  readonly taker: 'buy' | 'sell' | null;
  readonly day: ChinaDate;
  readonly tradedAt: Date;
}

interface Row {
  id: string;
  method: SettledMethod;
  price_fen: string;
  quantity: string;
  amount_fen: string;
  taker: 'buy' | 'sell' | null;
  day: ChinaDate;
  traded_at: Date;
}

/** Trades of an instrument, the latest first, along its index. */
export async function readPublicTrades(
  reader: Pick<Reader, 'query'>,
  instrument: string,
  page: PageRequest,
  filter: { readonly method?: SettledMethod | undefined; readonly day?: ChinaDate | undefined },
): Promise<Page<PublicTrade>> {
  const [day, id] = page.after ?? [];
  const rows = await reader.query<Row>(
    `select t.id, t.method, t.price_fen, t.quantity, t.amount_fen, t.taker, t.day::text, t.traded_at
       from market.trade t
      where t.instrument = $1 and ($2::text is null or t.method = $2) and ($3::date is null or t.day = $3)
        and (t.day, t.id) < (coalesce($4::date, 'infinity'), coalesce($5::bigint, 9223372036854775807))
      order by t.day desc, t.id desc limit $6`,
    [instrument, filter.method ?? null, filter.day ?? null, day ?? null, id ?? null, page.limit + 1],
  );
  const found = toPage(rows, page.limit, (row) => [row.day, row.id]);
  return {
    ...found,
    items: found.items.map((row) => ({
      ...{ id: BigInt(row.id), method: row.method, taker: row.taker, day: row.day },
      ...{ priceFen: BigInt(row.price_fen), quantity: BigInt(row.quantity) },
      ...{ amountFen: BigInt(row.amount_fen), tradedAt: row.traded_at },
    })),
  };
}
