import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { TradeRow } from '../domain/rows';

export interface TradeColumns {
  id: string;
  instrument: string;
  method: string;
  price_fen: string;
  quantity: string;
  seller_id: string;
  seller_account: string;
  buyer_id: string;
  buyer_account: string;
  day: ChinaDate;
  traded_at: Date;
}

export const TRADE = `t.id, t.instrument, t.method, t.price_fen, t.quantity, t.seller_id, t.seller_account, t.buyer_id,
  t.buyer_account, t.day::text, t.traded_at`;

export const tradeRow = (row: TradeColumns): TradeRow => ({
  ...{ id: BigInt(row.id), instrument: row.instrument, method: row.method },
  ...{ priceFen: BigInt(row.price_fen), quantity: BigInt(row.quantity) },
  seller: { account: row.seller_account, holderId: row.seller_id },
  buyer: { account: row.buyer_account, holderId: row.buyer_id },
  ...{ day: row.day, at: row.traded_at },
});

/** Where trades are looked for. */
export interface Stretch {
  readonly market: string;
  readonly from: Date;
  readonly to: Date;
}

const IN_STRETCH = 't.market = $1 and t.traded_at >= $2 and t.traded_at < $3';

/** Every trade of a market in a stretch of time. */
export async function readTrades(
  reader: Reader,
  { market, from, to }: Stretch,
): Promise<readonly TradeRow[]> {
  const rows = await reader.query<TradeColumns>(
    `select ${TRADE} from market.trade t where ${IN_STRETCH} order by t.traded_at, t.id`,
    [market, from, to],
  );
  return rows.map(tradeRow);
}

/** Trades whose sides both ever stood in some group: the few that may be within one. */
export async function readTradesOfGroups(
  reader: Reader,
  { market, from, to }: Stretch,
): Promise<readonly TradeRow[]> {
  const rows = await reader.query<TradeColumns>(
    `with tied as (select member_id as id from identity.holder_group union select parent_id from identity.holder_group)
     select ${TRADE} from market.trade t
      where ${IN_STRETCH} and t.seller_id in (select id from tied) and t.buyer_id in (select id from tied)
      order by t.traded_at, t.id`,
    [market, from, to],
  );
  return rows.map(tradeRow);
}

/** Accounts of pairs that traded an instrument both ways in a stretch and still traded with each other from a moment on. */
export async function readAccountsBothWays(
  reader: Reader,
  { market, from, to }: Stretch,
  stillFrom: Date,
): Promise<readonly string[]> {
  const rows = await reader.query<{ account: string }>(
    `with pairs as (
       select least(t.seller_account, t.buyer_account) as one, greatest(t.seller_account, t.buyer_account) as other
         from market.trade t where ${IN_STRETCH}
        group by t.instrument, 1, 2
       having bool_or(t.seller_account < t.buyer_account) and bool_or(t.seller_account > t.buyer_account)
          and max(t.traded_at) >= $4)
     select one as account from pairs union select other from pairs order by account`,
    [market, from, to, stillFrom],
  );
  return rows.map(({ account }) => account);
}

/** Trades that some accounts have a side in. */
export async function readTradesOf(
  reader: Reader,
  { market, from, to }: Stretch,
  accounts: readonly string[],
): Promise<readonly TradeRow[]> {
  if (accounts.length === 0) return [];
  const rows = await reader.query<TradeColumns>(
    `select ${TRADE} from market.trade t
      where ${IN_STRETCH} and (t.seller_account = any($4::text[]) or t.buyer_account = any($4::text[]))
      order by t.traded_at, t.id`,
    [market, from, to, accounts],
  );
  return rows.map(tradeRow);
}

/** Of each instrument of a market, the last trades of a day before a moment, as many as asked. */
export async function readTradesBefore(
  reader: Reader,
  { market, day, before, count }: { market: string; day: ChinaDate; before: Date; count: number },
): Promise<readonly TradeRow[]> {
  const rows = await reader.query<TradeColumns>(
    `select ${TRADE} from market.tradable i cross join lateral (
       select * from market.trade t
        where t.instrument = i.instrument and t.day = $2 and t.traded_at < $3 and t.method in ('listed', 'continuous')
        order by t.id desc limit $4) t
      where i.market = $1`,
    [market, day, before, count],
  );
  return rows.map(tradeRow);
}
