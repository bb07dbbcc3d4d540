import type { Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import { closeOf, type PriceBand, priceBand, type TradingRules } from '../domain/trading';
import type { LiveOrder } from './live-order';
import { dayNumber, type MarketBook } from './market-book';

/** A close, and the band it gives the next day. */
export interface Close {
  readonly instrument: string;
  readonly closeFen: bigint;
  readonly band: PriceBand | undefined;
}

/** TRD-008, TRD-009: writes the closes of a market's day that have none yet. */
export async function writeCloses(
  tx: Transaction,
  market: string,
  day: ChinaDate,
  rules: TradingRules,
  now: Date,
): Promise<readonly Close[]> {
  const rows = await tx.query<{
    instrument: string;
    previous_close_fen: string;
    listed_quantity: string;
    listed_fen: string;
  }>(
    `select instrument, previous_close_fen, listed_quantity, listed_fen from market.day_figure
      where market = $1 and day = $2 and close_fen is null order by instrument for update`,
    [market, day],
  );
  const method = rules.matching === 'continuous' ? 'continuous' : 'listed';
  const closes = rows.map(({ instrument, previous_close_fen, listed_quantity, listed_fen }) => {
    const traded = { amountFen: BigInt(listed_fen), quantity: BigInt(listed_quantity) };
    const closeFen = closeOf(traded, BigInt(previous_close_fen), rules.tickFen);
    return { instrument, closeFen, band: priceBand(rules, method, closeFen) };
  });
  await tx.query(
    `update market.day_figure f set close_fen = c.close_fen, closed_at = $3
       from unnest($4::text[], $5::bigint[]) as c (instrument, close_fen)
      where f.market = $1 and f.day = $2 and f.instrument = c.instrument`,
    [
      ...[market, day, now.toISOString()],
      closes.map(({ instrument }) => instrument),
      closes.map(({ closeFen }) => closeFen.toString()),
    ],
  );
  return closes;
}

/** Open orders whose last day is over. */
export function overAfter(book: MarketBook, day: ChinaDate): readonly LiveOrder[] {
  const tomorrow = dayNumber(day) + 1;
  return book.instruments().flatMap((instrument) =>
    book
      .bookOf(instrument)
      .expire(tomorrow)
      .flatMap(({ id }) => book.find(id) ?? []),
  );
}

/** Open orders at prices that the next day's band does not hold. */
export function outside(book: MarketBook, closes: readonly Close[]): readonly LiveOrder[] {
  const bands = new Map(closes.map(({ instrument, band }) => [instrument, band]));
  return [...book.all()].filter(({ instrument, priceFen, state }) => {
    const band = bands.get(instrument);
    const open = state === 'submitted' || state === 'part-filled';
    return open && band !== undefined && (priceFen < band.lowFen || priceFen > band.highFen);
  });
}
