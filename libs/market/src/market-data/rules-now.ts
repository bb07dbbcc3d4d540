import type { Reader } from '@carbon/database';
import { type ChinaDate, chinaDate } from '@carbon/kernel';
import { readCalendar } from '@carbon/rules';
import { isTradingMarket, type PackSource, type WorkingCalendar } from '@carbon/rules/domain';
import { type TradingRules, tradingRules } from '../domain/trading';

/** The rules of a market today, and its working days. */
export interface RulesNow {
  readonly day: ChinaDate;
  readonly rules: TradingRules;
  readonly calendar: WorkingCalendar;
}

/** Undefined for a market whose rules are not known here. */
export async function rulesNow(
  reader: Reader,
  packs: PackSource,
  market: string,
  now: Date,
): Promise<RulesNow | undefined> {
  if (!isTradingMarket(market)) return undefined;
  const day = chinaDate(now);
  const calendar = await readCalendar(reader, market === 'EU' ? 'eu' : 'cn', now);
  return { day, rules: tradingRules(packs, market, day), calendar };
}
