import { instrumentLimits, withinLimits } from '@carbon/custody';
import type { Reader } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import {
  addDays,
  type ChinaDate,
  type Page,
  type PageRequest,
  startOfChinaDay,
  toPage,
} from '@carbon/kernel';
import type { OrderState } from '../../exchange/commands';
import { OPEN, ORDER_COLUMNS, type OrderRecord, type OrderRow, toOrder } from './order-record';

export interface OrderFilter {
  readonly tradingAccount?: string | undefined;
  readonly instrument?: string | undefined;
  readonly side?: 'buy' | 'sell' | undefined;
  readonly state?: OrderState | undefined;
  /** Only what can still be traded. */
  readonly open?: boolean | undefined;
  /** Placed on this China day or later. */
  readonly from?: ChinaDate | undefined;
  /** Placed on this China day or earlier. */
  readonly to?: ChinaDate | undefined;
}

/** Orders belong to who has their trading account, in the days that its reach allows. */
const SEEN = `${inReach(1, { holder: 'a.holder_id', moment: 'o.placed_at' })}
  and ${withinLimits(4, { holder: 'a.holder_id', instrument: 'o.instrument' })}`;
const seenBy = (reach: Reach) => [...reachValues(reach), ...instrumentLimits(reach)];

const MATCHING = `($6::text is null or o.trading_account = $6) and ($7::text is null or o.instrument = $7)
  and ($8::text is null or o.side = $8) and ($9::text is null or o.state = $9)
  and ($10::timestamptz is null or o.placed_at >= $10) and ($11::timestamptz is null or o.placed_at < $11)
  and o.id < coalesce($12::bigint, 9223372036854775807) and ${SEEN}`;

/**
 * Orders that a caller may see, the latest first. Of few holders, each account's newest are looked up by its index; who sees
 * everybody's reads along the primary key.
 */
export async function readOrders(
  reader: Pick<Reader, 'query'>,
  reach: Reach,
  page: PageRequest,
  filter: OrderFilter,
): Promise<Page<OrderRecord>> {
  const wanted = filter.open === true ? `${MATCHING} and ${OPEN}` : MATCHING;
  const everybody = reach === 'everything' && filter.tradingAccount === undefined;
  const text = everybody
    ? `select ${ORDER_COLUMNS} from market.exchange_order o
         join market.trading_account a on a.number = o.trading_account
        where ${wanted} order by o.id desc limit $13`
    : `select o.* from market.trading_account a cross join lateral (
         select ${ORDER_COLUMNS} from market.exchange_order o
          where o.trading_account = a.number and ${wanted} order by o.id desc limit $13) o
        where ($1::uuid[] is null or a.holder_id = any($1)) and ($6::text is null or a.number = $6)
        order by o.id desc limit $13`;
  const rows = await reader.query<OrderRow>(text, [
    ...seenBy(reach),
    ...[filter.tradingAccount ?? null, filter.instrument ?? null, filter.side ?? null, filter.state ?? null],
    filter.from === undefined ? null : startOfChinaDay(filter.from),
    filter.to === undefined ? null : startOfChinaDay(addDays(filter.to, 1)),
    page.after?.[0] ?? null,
    page.limit + 1,
  ]);
  const found = toPage(rows, page.limit, ({ id }) => [id]);
  return { ...found, items: found.items.map(toOrder) };
}

/** One order, if the caller may see it. */
export async function findOrder(
  reader: Pick<Reader, 'query'>,
  id: bigint,
  reach: Reach,
): Promise<OrderRecord | undefined> {
  const [row] = await reader.query<OrderRow>(
    `select ${ORDER_COLUMNS} from market.exchange_order o
       join market.trading_account a on a.number = o.trading_account
      where o.id = $6 and ${SEEN}`,
    [...seenBy(reach), id.toString()],
  );
  return row === undefined ? undefined : toOrder(row);
}
