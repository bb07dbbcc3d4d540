import { CARBON_MARKETS, type CarbonMarket } from '../../domain/index';

/** The market whose rules count: a park's or group's own market goes by those of the template. */
export function rulesMarketOf(market: string): CarbonMarket {
  return CARBON_MARKETS.find((known) => known === market) ?? 'PARK';
}
