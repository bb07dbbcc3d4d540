import type { Reader } from '@carbon/database';
import { addDays, type ChinaDate } from '@carbon/kernel';
import type { MarketBook } from './market-book';

/**
 * The days that must end before a market takes another command on `today`: those that were begun and have no close, which
 * today's prices are counted from (TRD-005, TRD-009), and yesterday where an order stands whose last day is over, whatever the
 * reason that no close ended it: no market on its last day, nobody who ran the market, an account that was blocked.
 */
export async function daysGoneBy(
  reader: Pick<Reader, 'query'>,
  market: string,
  book: MarketBook,
  today: ChinaDate,
): Promise<readonly ChinaDate[]> {
  const rows = await reader.query<{ day: ChinaDate }>(
    `select distinct day::text as day from market.day_figure
      where market = $1 and close_fen is null and day < $2 order by day`,
    [market, today],
  );
  const days = rows.map(({ day }) => day);
  const yesterday = addDays(today, -1);
  const over = [...book.all()].some(({ goodTill }) => goodTill < today);
  return over && days.at(-1) !== yesterday ? [...days, yesterday] : days;
}
