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

/** What pairs of accounts must have traded with each other to be read at all. */
export interface BothWays {
  /** Some of it from this moment on. */
  readonly stillFrom: Date;
  readonly minQuantity: bigint;
  /** At least so much (basis points) of what one of them traded in the part that every window of the stretch covers. */
  readonly ownShareBasisPoints: number;
  readonly core: { readonly from: Date; readonly to: Date };
}

/** Accounts of pairs that traded an instrument both ways in a stretch, mostly with each other. */
export async function readAccountsBothWays(
  reader: Reader,
  { market, from, to }: Stretch,
  { stillFrom, minQuantity, ownShareBasisPoints, core }: BothWays,
): Promise<readonly string[]> {
  const rows = await reader.query<{ account: string }>(
    `with recent as materialized (
       select t.instrument, t.seller_account, t.buyer_account, t.quantity, t.traded_at
         from market.trade t where ${IN_STRETCH}),
     pairs as (
       select instrument, least(seller_account, buyer_account) as one, greatest(seller_account, buyer_account) as other,
              sum(quantity) as gross
         from recent group by 1, 2, 3
       having bool_or(seller_account < buyer_account) and bool_or(seller_account > buyer_account)
          and max(traded_at) >= $4 and sum(quantity) >= $5),
     own as (
       select instrument, account, sum(quantity) as quantity
         from recent cross join lateral (values (seller_account), (buyer_account)) as side (account)
        where traded_at >= $7 and traded_at < $8
        group by instrument, account),
     likely as (
       select p.one, p.other
         from pairs p
         left join own a on a.instrument = p.instrument and a.account = p.one
         left join own b on b.instrument = p.instrument and b.account = p.other
        where p.gross * 10000 >= $6 * least(coalesce(a.quantity, 0), coalesce(b.quantity, 0)))
     select one as account from likely union select other from likely order by account`,
    [...[market, from, to, stillFrom, minQuantity.toString(), ownShareBasisPoints], ...[core.from, core.to]],
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
