import type { Reader } from '@carbon/database';
import { OPEN, ORDER_COLUMNS, type OrderRecord, type OrderRow, toOrder } from './order-record';

/** A trading account of a holder, and the newest order of it. */
export interface OwnAccount {
  readonly number: string;
  readonly market: string;
}

/** Trading accounts of a holder, by number. */
export async function readOwnAccounts(
  reader: Pick<Reader, 'query'>,
  holderId: string,
): Promise<readonly OwnAccount[]> {
  return reader.query<{ number: string; market: string }>(
    'select number, market from market.trading_account where holder_id = $1 order by number',
    [holderId],
  );
}

/** Open orders of accounts, the latest first. */
export async function readOpenOrders(
  reader: Pick<Reader, 'query'>,
  accounts: readonly string[],
  limit: number,
): Promise<readonly OrderRecord[]> {
  const rows = await reader.query<OrderRow>(
    `select ${ORDER_COLUMNS} from market.exchange_order o
      where o.trading_account = any($1::text[]) and ${OPEN} order by o.id desc limit $2`,
    [accounts, limit],
  );
  return rows.map(toOrder);
}

/** The number of the newest order of each account; 0 where there is none. */
export async function readNewest(
  reader: Pick<Reader, 'query'>,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await reader.query<{ number: string; newest: string | null }>(
    `select mine.number, (select max(o.id) from market.exchange_order o where o.trading_account = mine.number) as newest
       from unnest($1::text[]) as mine (number)`,
    [accounts],
  );
  return new Map(rows.map(({ number, newest }) => [number, BigInt(newest ?? 0)]));
}

/** Orders placed after the newest known of each account, and those named, as they are now; in the order of their numbers. */
export async function readOrdersSince(
  reader: Pick<Reader, 'query'>,
  newest: ReadonlyMap<string, bigint>,
  named: readonly bigint[],
  limit: number,
): Promise<readonly OrderRecord[]> {
  const rows = await reader.query<OrderRow>(
    `select ${ORDER_COLUMNS} from market.exchange_order o where o.id = any($3::bigint[])
     union
     select o.* from unnest($1::text[], $2::bigint[]) as mine (number, newest) cross join lateral (
       select ${ORDER_COLUMNS} from market.exchange_order o
        where o.trading_account = mine.number and o.id > mine.newest order by o.id limit $4) o
      order by 1`,
    [[...newest.keys()], [...newest.values()].map(String), named.map(String), limit],
  );
  return rows.map(toOrder);
}
