import type { Database } from '@carbon/database';
import { type ChinaDate, chinaDate, type Clock } from '@carbon/kernel';
import type { TradingMarket } from '@carbon/rules/domain';
import type { Rulebook } from '@carbon/rulebook';
import { lastCloseOf } from '../domain/trading';
import { type MarketDay, readMarketDay } from './market-day';

/** A day of a market that is over and has no close yet. */
export interface DueClose {
  readonly market: TradingMarket;
  readonly day: ChinaDate;
}

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly rulebook: Rulebook;
}

/** Finds what is to be closed: days gone by, and today once the last session has ended, traded or not (TRD-009). */
export class DaysToClose {
  private readonly days = new Map<string, MarketDay>();

  constructor(private readonly parts: Parts) {}

  /** Due closes of markets, earliest first. */
  async find(markets: readonly string[]): Promise<readonly DueClose[]> {
    const now = this.parts.clock.now();
    const today = chinaDate(now);
    const open = await this.parts.database.query<{ market: TradingMarket; day: ChinaDate }>(OPEN_DAYS, [
      markets,
      today,
    ]);
    const due: DueClose[] = [];
    for (const each of open) if (each.day < today || (await this.isOver(each.market, now))) due.push(each);
    return due;
  }

  private async isOver(market: TradingMarket, now: Date): Promise<boolean> {
    const today = chinaDate(now);
    let day = this.days.get(market);
    if (day?.day !== today) {
      const { database, rulebook } = this.parts;
      day = await database.transaction((tx) => readMarketDay(tx, rulebook, market, now));
      this.days.set(market, day);
    }
    const last = lastCloseOf(day.rules, today);
    return day.isTradingDay && last !== undefined && now >= last;
  }
}

/** Days begun and not closed; and today of markets that have something to trade, until it is closed. */
const OPEN_DAYS = `
  select market, day::text as day from market.day_figure
   where market = any($1::text[]) and close_fen is null and day < $2
  union
  select t.market, $2::text as day from market.tradable t
   where t.market = any($1::text[]) and t.state <> 'delisted'
     and not exists (select from market.day_figure f
                      where f.instrument = t.instrument and f.day = $2::date and f.close_fen is not null)
  order by day, market`;
