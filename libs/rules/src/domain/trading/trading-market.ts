/** The markets whose trading rules stand in packs; park and group markets trade by those of `PARK`. */
export const TRADING_MARKETS = [
  'CN',
  'SZ',
  'BJ',
  'SH',
  'GD',
  'HB',
  'TJ',
  'CQ',
  'FJ',
  'EU',
  'PARK',
  'CCER',
] as const;
export type TradingMarket = (typeof TRADING_MARKETS)[number];

export const isTradingMarket = (name: string): name is TradingMarket =>
  TRADING_MARKETS.some((market) => market === name);
