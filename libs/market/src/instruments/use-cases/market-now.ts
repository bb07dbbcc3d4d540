import type { Reader } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { readCalendar } from '@carbon/rules';
import { isTradingMarket, type PackSource, type WorkingCalendar } from '@carbon/rules/domain';
import { holidaysOf, type TradingRules, tradingRules } from '../../domain/trading';
import { marketUnknown } from '../domain/refusals';

/** A market as it stands at a moment. */
export interface MarketNow {
  readonly rules: TradingRules;
  readonly calendar: WorkingCalendar;
  readonly now: Date;
}

/** @throws Refusal EXCHANGE_MARKET_UNKNOWN, RULES_NO_PACK */
export async function marketNow(
  reader: Reader,
  packs: PackSource,
  market: string,
  now: Date,
): Promise<MarketNow> {
  if (!isTradingMarket(market)) throw marketUnknown(market);
  const calendar = await readCalendar(reader, holidaysOf(market), now);
  return { rules: tradingRules(packs, market, chinaDate(now)), calendar, now };
}
