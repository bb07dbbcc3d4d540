import type { Reader } from '@carbon/database';

/** The markets of those orders that stand on trading accounts of a holder; others' orders are missing. */
export async function marketsOfOrders(
  reader: Pick<Reader, 'query'>,
  holderId: string,
  orders: readonly bigint[],
): Promise<ReadonlyMap<bigint, string>> {
  if (orders.length === 0) return new Map();
  const rows = await reader.query<{ id: string; market: string }>(
    `select o.id, o.market
       from market.exchange_order o join market.trading_account a on a.number = o.trading_account
      where o.id = any($1::bigint[]) and a.holder_id = $2`,
    [orders.map(String), holderId],
  );
  return new Map(rows.map(({ id, market }) => [BigInt(id), market]));
}
