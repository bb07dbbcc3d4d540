export { type DayFigure, type DayOf, openDays, readDays } from './days';
export { recordTrades, tradeNumbers } from './record-trades';
export { settleTrades, type TradeToSettle } from './settle-trades';
export { type Apart, settlementOf, tradeReference } from './settlement-commands';
export { SETTLED_METHODS, type SettledMethod, type SettledTrade, type Trade, type TradeSide } from './trade';
