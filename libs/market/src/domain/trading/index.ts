export {
  checkOrder,
  holderMayNotTrade,
  methodNotOffered,
  offLot,
  offTick,
  type OrderFacts,
} from './check-order';
export { closeOf, type DayPrices, dayPrices, makesPrice, type TradedAt } from './day-prices';
export { fenOf, yuanOf } from './fen';
export { feesOn, type FeesOfTrade } from './fees';
export { greenPowerPacks, type GreenPowerRules, greenPowerRules, greenPowerShape } from './green-power-rules';
export { type HolderOfUnits, holdingLimitOf } from './holding-limit';
export { reportFrom } from './large-holder';
export { holidaysOf, isOpen, isTradingDay, lastCloseOf, tradingDayBefore } from './opening-hours';
export { type OrderRefusal, orderRefused } from './order-refusal';
export { type PriceBand, priceBand } from './price-band';
export { lockedSince } from './resale';
export { type SurveillanceFigures, type SurveillanceRules, surveillanceRules } from './surveillance-rules';
export {
  type BandPercent,
  type Matching,
  type MethodRules,
  type TradingRules,
  tradingRules,
} from './trading-rules';
