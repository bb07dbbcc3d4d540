import type { Reader } from '@carbon/database';
import { isTradingMarket } from '@carbon/rules/domain';
import { instrumentNotTraded, marketUnknown } from '../exchange/refusals';
import { findTradable, type Tradable } from '../instruments';

/** @throws Refusal EXCHANGE_MARKET_UNKNOWN */
export function requireMarket(market: string): void {
  if (!isTradingMarket(market)) throw marketUnknown(market);
}

/** An instrument as its market has it. @throws Refusal EXCHANGE_MARKET_UNKNOWN, EXCHANGE_INSTRUMENT_UNKNOWN */
export async function instrumentOf(
  reader: Pick<Reader, 'query'>,
  { market, code }: { readonly market: string; readonly code: string },
): Promise<Tradable> {
  requireMarket(market);
  const tradable = await findTradable(reader, code);
  if (tradable?.market !== market) throw instrumentNotTraded(code, market);
  return tradable;
}
