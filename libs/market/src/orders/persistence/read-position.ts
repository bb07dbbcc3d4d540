import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import { CNY } from '../../cash/domain/cny';
import type { TradableState, TradingAccount } from '../../instruments';

/** What an account has of one instrument on the exchange side, and did with it today. Units; amounts in fen. */
export interface InstrumentPosition {
  readonly instrument: string;
  readonly state: TradableState;
  readonly available: bigint;
  /** Set apart for open orders and negotiations. */
  readonly frozen: bigint;
  readonly boughtToday: bigint;
  readonly soldToday: bigint;
  readonly boughtTodayFen: bigint;
  readonly soldTodayFen: bigint;
  /** Bought since the first day whose purchases may not be sold yet (TRD-010). */
  readonly boughtLately: bigint;
  readonly openOrders: number;
}

export interface CashPosition {
  readonly availableFen: bigint;
  readonly frozenFen: bigint;
  readonly feesTodayFen: bigint;
}

interface Row {
  instrument: string;
  state: TradableState;
  available: string;
  frozen: string;
  bought: string;
  sold: string;
  bought_fen: string;
  sold_fen: string;
  bought_lately: string;
  open_orders: string;
}

/** Instruments of the account's market that it holds, has traded or ordered, or could trade. */
export async function readInstrumentPositions(
  reader: Pick<Reader, 'query'>,
  account: TradingAccount,
  { today, lockedSince }: { readonly today: ChinaDate; readonly lockedSince: ChinaDate | undefined },
): Promise<readonly InstrumentPosition[]> {
  const rows = await reader.query<Row>(
    `with done as (
       select instrument, coalesce(sum(bought), 0) as bought_lately,
              coalesce(sum(bought) filter (where day = $3), 0) as bought,
              coalesce(sum(sold) filter (where day = $3), 0) as sold,
              coalesce(sum(bought_fen) filter (where day = $3), 0) as bought_fen,
              coalesce(sum(sold_fen) filter (where day = $3), 0) as sold_fen
         from market.day_position where trading_account = $1 and day >= coalesce($4::date, $3::date) and day <= $3
        group by instrument),
     open as (
       select instrument, count(*) as orders from market.exchange_order
        where trading_account = $1 and state in ('submitted', 'part-filled') group by instrument),
     held as (
       select i.code, b.available, b.frozen
         from ledger.account a join ledger.balance b on b.account_id = a.id
         join ledger.instrument i on i.id = b.instrument_id where a.number = $2)
     select t.instrument, t.state, coalesce(h.available, 0) as available, coalesce(h.frozen, 0) as frozen,
            coalesce(d.bought, 0) as bought, coalesce(d.sold, 0) as sold, coalesce(d.bought_fen, 0) as bought_fen,
            coalesce(d.sold_fen, 0) as sold_fen,
            case when $4::date is null then 0 else coalesce(d.bought_lately, 0) end as bought_lately,
            coalesce(o.orders, 0) as open_orders
       from market.tradable t
       left join held h on h.code = t.instrument
       left join done d on d.instrument = t.instrument
       left join open o on o.instrument = t.instrument
      where t.market = $5
        and (t.state <> 'delisted' or h.code is not null or d.instrument is not null or o.instrument is not null)
      order by t.instrument`,
    [account.number, account.unitsAccount, today, lockedSince ?? null, account.market],
  );
  return rows.map((row) => ({
    ...{ instrument: row.instrument, state: row.state },
    ...{ available: BigInt(row.available), frozen: BigInt(row.frozen) },
    ...{ boughtToday: BigInt(row.bought), soldToday: BigInt(row.sold) },
    ...{ boughtTodayFen: BigInt(row.bought_fen), soldTodayFen: BigInt(row.sold_fen) },
    ...{ boughtLately: BigInt(row.bought_lately), openOrders: Number(row.open_orders) },
  }));
}

/** The money of the account's funds account, which other markets of its holder may share. */
export async function readCashPosition(
  reader: Pick<Reader, 'query'>,
  { number, fundsAccount }: Pick<TradingAccount, 'number' | 'fundsAccount'>,
  today: ChinaDate,
): Promise<CashPosition> {
  const [row] = await reader.query<{ available: string; frozen: string; fees: string }>(
    `select coalesce(b.available, 0) as available, coalesce(b.frozen, 0) as frozen,
            (select coalesce(sum(fees_fen), 0) from market.day_position where trading_account = $3 and day = $4) as fees
       from ledger.instrument i
       left join ledger.account a on a.number = $1
       left join ledger.balance b on b.account_id = a.id and b.instrument_id = i.id
      where i.code = $2`,
    [fundsAccount, CNY, number, today],
  );
  return {
    availableFen: BigInt(row?.available ?? 0),
    frozenFen: BigInt(row?.frozen ?? 0),
    feesTodayFen: BigInt(row?.fees ?? 0),
  };
}
