import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { isTradingMarket } from '@carbon/rules/domain';
import { type TradingRules, tradingRules } from '../../domain/trading';
import { marketUnknown } from '../domain/refusals';
import type { InstrumentParts } from '../parts';

/** The rules of a market now. @throws Refusal EXCHANGE_MARKET_UNKNOWN, RULES_NO_PACK */
export async function rulesOnDay(
  reader: Transaction,
  { rulebook }: Pick<InstrumentParts, 'rulebook'>,
  market: string,
  now: Date,
): Promise<TradingRules> {
  if (!isTradingMarket(market)) throw marketUnknown(market);
  return tradingRules(await rulebook.packs(reader), market, chinaDate(now));
}
