import type { CarbonMarket } from '../../domain/index';

/** GB/T 2260 codes of the provinces that markets belong to; a market of a city or of the whole country has none. */
const PROVINCES: Readonly<Partial<Record<CarbonMarket, string>>> = {
  BJ: '11',
  TJ: '12',
  SH: '31',
  FJ: '35',
  HB: '42',
  GD: '44',
  CQ: '50',
};

/** Whether units made in a province are of the market's own region; undefined where either is not known. */
export function isLocal(market: string, province: string | undefined): boolean | undefined {
  const own = Object.hasOwn(PROVINCES, market) ? PROVINCES[market as CarbonMarket] : undefined;
  return own === undefined || province === undefined ? undefined : province === own;
}
