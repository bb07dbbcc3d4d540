export { isTradingMarket, TRADING_MARKETS, type TradingMarket } from './trading-market';
export { tradingPacks, type TradingPack, type TradingPacks } from './trading-packs';
export {
  type HoldingLimit,
  type OrderSize,
  type ReportLine,
  type Session,
  TRADE_DAYS,
  TRADE_METHODS,
  type TradeDay,
  tradeFees,
  type TradeFees,
  type TradeMethod,
  type TradingFigures,
  tradingShape,
} from './trading-shape';
