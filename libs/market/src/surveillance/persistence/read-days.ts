import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { DayStart } from '../domain/detectors/price-moves';
import type { ClosedDay, ShareOfDay } from '../domain/rows';
import type { Stretch } from './read-trades';

interface DayColumns {
  instrument: string;
  day: ChinaDate;
  previous_close_fen: string;
  traded_before: ChinaDate | null;
}

const TRADED_BEFORE = `(select max(p.day)::text from market.day_figure p
  where p.instrument = d.instrument and p.day < d.day and p.listed_trades > 0)`;

/** What the trades of a market's day are measured against. */
export async function readDayStarts(
  reader: Reader,
  market: string,
  day: ChinaDate,
): Promise<readonly DayStart[]> {
  const rows = await reader.query<DayColumns>(
    `select d.instrument, d.day::text, d.previous_close_fen, ${TRADED_BEFORE} as traded_before
       from market.day_figure d where d.market = $1 and d.day = $2 order by d.instrument`,
    [market, day],
  );
  return rows.map((row) => ({
    ...{ instrument: row.instrument, day: row.day, tradedBefore: row.traded_before ?? undefined },
    previousCloseFen: BigInt(row.previous_close_fen),
  }));
}

/** A day that was closed, and all that made its price. */
export interface ClosedFigures extends ClosedDay {
  readonly quantity: bigint;
  readonly amountFen: bigint;
  readonly trades: number;
}

interface ClosedColumns extends DayColumns {
  close_fen: string;
  closed_at: Date;
  listed_quantity: string;
  listed_fen: string;
  listed_trades: string;
}

/** Days of a market's instruments that were closed in a stretch of time, whichever days they were. */
export async function readClosed(
  reader: Reader,
  { market, from, to }: Stretch,
): Promise<readonly ClosedFigures[]> {
  const rows = await reader.query<ClosedColumns>(
    `select d.instrument, d.day::text, d.previous_close_fen, d.close_fen, d.closed_at, d.listed_quantity, d.listed_fen,
            d.listed_trades, ${TRADED_BEFORE} as traded_before
       from market.day_figure d
      where d.market = $1 and d.closed_at >= $2 and d.closed_at < $3 order by d.instrument, d.day`,
    [market, from, to],
  );
  return rows.map((row) => ({
    ...{ instrument: row.instrument, day: row.day, tradedBefore: row.traded_before ?? undefined },
    ...{ previousCloseFen: BigInt(row.previous_close_fen), closeFen: BigInt(row.close_fen) },
    ...{ closedAt: row.closed_at, quantity: BigInt(row.listed_quantity), amountFen: BigInt(row.listed_fen) },
    trades: Number(row.listed_trades),
  }));
}

interface ShareColumns {
  instrument: string;
  day: ChinaDate;
  account: string;
  holder_id: string;
  bought: string;
  sold: string;
  trades: number;
}

/** Accounts with at least so large a share (basis points) of closed days. */
export async function readShares(
  reader: Reader,
  closed: readonly ClosedFigures[],
  shareBasisPoints: number,
): Promise<readonly ShareOfDay[]> {
  if (closed.length === 0) return [];
  const rows = await reader.query<ShareColumns>(
    `with days as (
       select * from unnest($1::text[], $2::date[], $3::bigint[]) as d (instrument, day, quantity)),
     sides as (
       select t.instrument, t.day, s.account, s.holder_id, s.bought, s.sold, d.quantity
         from days d join market.trade t on t.instrument = d.instrument and t.day = d.day
         cross join lateral (values
           (t.seller_account, t.seller_id, 0::bigint, t.quantity),
           (t.buyer_account, t.buyer_id, t.quantity, 0::bigint)) as s (account, holder_id, bought, sold)
        where t.method in ('listed', 'continuous'))
     select instrument, day::text, account, (array_agg(holder_id))[1] as holder_id, sum(bought)::text as bought,
            sum(sold)::text as sold, count(*)::int as trades
       from sides group by instrument, day, account, quantity
     having greatest(sum(bought), sum(sold)) * 10000 >= quantity::numeric * $4
      order by instrument, day, account`,
    [
      closed.map(({ instrument }) => instrument),
      closed.map(({ day }) => day),
      closed.map(({ quantity }) => quantity.toString()),
      shareBasisPoints,
    ],
  );
  return rows.flatMap((row) => {
    const day = closed.find((one) => one.instrument === row.instrument && one.day === row.day);
    if (day === undefined) return [];
    return {
      ...{ day, trader: { account: row.account, holderId: row.holder_id }, trades: row.trades },
      ...{ bought: BigInt(row.bought), sold: BigInt(row.sold) },
      ...{ dayQuantity: day.quantity, dayTrades: day.trades },
    };
  });
}
