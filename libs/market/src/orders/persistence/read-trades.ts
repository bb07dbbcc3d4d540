import { instrumentLimits, withinLimits } from '@carbon/custody';
import type { Reader } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { chinaDate, type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { SettledMethod } from '../../settlement';
import type { OrderRecord } from './order-record';

/** One side of a trade, for who may see it. */
export interface SeenSide {
  readonly holderId: string;
  readonly tradingAccount: string;
  readonly order: bigint | null;
  readonly feeFen: bigint;
}

/** A trade as a caller may see it: a side out of reach is not there. */
export interface SeenTrade {
  readonly id: bigint;
  readonly market: string;
  readonly instrument: string;
  readonly method: SettledMethod;
  readonly priceFen: bigint;
  readonly quantity: bigint;
  readonly amountFen: bigint;
  readonly seller: SeenSide | undefined;
  readonly buyer: SeenSide | undefined;
  readonly taker: 'buy' | 'sell' | null;
  readonly day: ChinaDate;
  readonly tradedAt: Date;
  readonly transactionId: bigint;
  readonly rulePack: string;
}

interface Row {
  id: string;
  market: string;
  instrument: string;
  method: SettledMethod;
  price_fen: string;
  quantity: string;
  amount_fen: string;
  seller_fee_fen: string;
  buyer_fee_fen: string;
  seller_holder: string;
  seller_account: string;
  buyer_holder: string;
  buyer_account: string;
  sell_order: string | null;
  buy_order: string | null;
  taker: 'buy' | 'sell' | null;
  day: ChinaDate;
  traded_at: Date;
  transaction_id: string;
  rule_pack: string;
  sees_seller: boolean;
  sees_buyer: boolean;
}

export interface TradeFilter {
  readonly tradingAccount?: string | undefined;
  readonly instrument?: string | undefined;
  readonly method?: SettledMethod | undefined;
  readonly from?: ChinaDate | undefined;
  readonly to?: ChinaDate | undefined;
}

const sees = (account: string) => `(${inReach(1, { holder: `${account}.holder_id`, moment: 't.traded_at' })}
  and ${withinLimits(4, { holder: `${account}.holder_id`, instrument: 't.instrument' })})`;

const MATCHING = `($7::text is null or t.instrument = $7) and ($8::text is null or t.method = $8)
  and ($9::date is null or t.day >= $9) and ($10::date is null or t.day <= $10)
  and t.id < coalesce($11::bigint, 9223372036854775807)`;

const SELECT = `select t.id, t.market, t.instrument, t.method, t.price_fen, t.quantity, t.amount_fen, t.seller_fee_fen,
    t.buyer_fee_fen, s.holder_id as seller_holder, t.seller_account, b.holder_id as buyer_holder, t.buyer_account,
    t.sell_order, t.buy_order, t.taker, t.day::text, t.traded_at, t.transaction_id, t.rule_pack,
    ${sees('s')} as sees_seller, ${sees('b')} as sees_buyer`;
const SIDES = `join market.trading_account s on s.number = t.seller_account
  join market.trading_account b on b.number = t.buyer_account`;

/** The newest trades of each account on one side, along that side's index. */
const newestOf = (side: 'seller' | 'buyer') => `
  select t.id from market.trading_account a cross join lateral (
    select t.id, t.traded_at, t.instrument from market.trade t
     where t.${side}_account = a.number and ${MATCHING}
       and ${inReach(1, { holder: 'a.holder_id', moment: 't.traded_at' })}
       and ${withinLimits(4, { holder: 'a.holder_id', instrument: 't.instrument' })}
     order by t.id desc limit $12) t
   where ($1::uuid[] is null or a.holder_id = any($1)) and ($6::text is null or a.number = $6)`;

/**
 * Trades of which a caller may see a side, the latest first; with the other side only where that is in reach too, so that
 * those who trade never learn who was on it.
 */
export async function readTrades(
  reader: Pick<Reader, 'query'>,
  reach: Reach,
  page: PageRequest,
  filter: TradeFilter,
): Promise<Page<SeenTrade>> {
  const everybody = reach === 'everything' && filter.tradingAccount === undefined;
  const text = everybody
    ? `${SELECT} from market.trade t ${SIDES} where ${MATCHING} and $6::text is null order by t.id desc limit $12`
    : `with mine as (${newestOf('seller')} union ${newestOf('buyer')} order by 1 desc limit $12)
       ${SELECT} from mine join market.trade t on t.id = mine.id ${SIDES} order by t.id desc`;
  const rows = await reader.query<Row>(text, [
    ...reachValues(reach),
    ...instrumentLimits(reach),
    ...[filter.tradingAccount ?? null, filter.instrument ?? null, filter.method ?? null],
    ...[filter.from ?? null, filter.to ?? null, page.after?.[0] ?? null, page.limit + 1],
  ]);
  const found = toPage(rows, page.limit, ({ id }) => [id]);
  return { ...found, items: found.items.map(seenTrade) };
}

/** How many trades of one order are shown with it; the rest stand in the list of trades. */
const MAX_TRADES_OF_ORDER = 500;

/** Trades of an order, the latest first, found by its instrument and its days. */
export async function tradesOfOrder(
  reader: Pick<Reader, 'query'>,
  order: Pick<OrderRecord, 'id' | 'instrument' | 'placedAt' | 'changedAt'>,
  reach: Reach,
): Promise<readonly SeenTrade[]> {
  const rows = await reader.query<Row>(
    `${SELECT} from market.trade t ${SIDES}
      where t.instrument = $6 and t.day between $7::date and $8::date and (t.sell_order = $9 or t.buy_order = $9)
      order by t.id desc limit ${MAX_TRADES_OF_ORDER}`,
    [
      ...reachValues(reach),
      ...instrumentLimits(reach),
      ...[order.instrument, chinaDate(order.placedAt), chinaDate(order.changedAt), order.id.toString()],
    ],
  );
  return rows.map(seenTrade);
}

function seenTrade(row: Row): SeenTrade {
  return {
    ...{ id: BigInt(row.id), market: row.market, instrument: row.instrument, method: row.method },
    ...{ priceFen: BigInt(row.price_fen), quantity: BigInt(row.quantity), amountFen: BigInt(row.amount_fen) },
    seller: row.sees_seller
      ? sideOf(row.seller_holder, row.seller_account, row.sell_order, row.seller_fee_fen)
      : undefined,
    buyer: row.sees_buyer
      ? sideOf(row.buyer_holder, row.buyer_account, row.buy_order, row.buyer_fee_fen)
      : undefined,
    ...{ taker: row.taker, day: row.day, tradedAt: row.traded_at },
    ...{ transactionId: BigInt(row.transaction_id), rulePack: row.rule_pack },
  };
}

const sideOf = (
  holderId: string,
  tradingAccount: string,
  order: string | null,
  feeFen: string,
): SeenSide => ({
  ...{ holderId, tradingAccount, order: order === null ? null : BigInt(order), feeFen: BigInt(feeFen) },
});
