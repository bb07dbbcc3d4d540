import { CARBON_MARKETS, type CarbonMarket } from '../carbon-market';

/** The national market, whose list goes before those of local pilots (ETS-005). */
export const NATIONAL_MARKET: CarbonMarket = 'CN';

/** Local pilot markets, with the provinces whose authorities keep their lists, as holders carry the names. */
const AUTHORITIES: Readonly<Partial<Record<CarbonMarket, readonly string[]>>> = {
  BJ: ['北京'],
  SH: ['上海'],
  TJ: ['天津'],
  CQ: ['重庆'],
  GD: ['广东'],
  SZ: ['深圳', '广东'],
  HB: ['湖北'],
  FJ: ['福建'],
};

export const LOCAL_MARKETS = CARBON_MARKETS.filter((market) => Object.hasOwn(AUTHORITIES, market));

export const isLocalMarket = (market: string): boolean => LOCAL_MARKETS.some((local) => local === market);

/** Whether the authority of a province keeps a market's list; every province has its part of the national one. */
export function keepsListOf(market: string, province: string): boolean {
  return !isLocalMarket(market) || (AUTHORITIES[market as CarbonMarket] ?? []).includes(province);
}

/** Markets whose lists are published by authorities: not those a park or group makes for itself. */
export const LISTED_MARKETS = CARBON_MARKETS.filter((market) => market !== 'PARK');
