export { tradingPacks, type TradingPack, type TradingPacks } from './trading-packs';
export {
  type HoldingLimit,
  type OrderSize,
  type Session,
  TRADE_DAYS,
  TRADE_METHODS,
  type TradeMethod,
  type TradingFigures,
  tradingShape,
} from './trading-shape';
