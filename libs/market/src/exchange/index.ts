export type {
  AnsweredOrder,
  AnsweredTrade,
  CancelCommand,
  ExchangeCommand,
  ExchangeOutcome,
  ExchangeRequest,
  OrderState,
  PickCommand,
  PlaceCommand,
  ReplaceCommand,
  TraderCommand,
} from './commands';
export { ORDER_STATES } from './commands';
export type { MarketEvent, MarketListener } from './events';
export { Exchange, type ExchangeOptions } from './exchange';
export type { ExchangeParts } from './exchange-parts';
