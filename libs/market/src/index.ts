export { AuctionCloser } from './auctions/auction-closer';
export { BankRounds } from './bank/use-cases/bank-rounds';
export { GreenPowerClock } from './green-power/green-power-clock';
export { SurveillanceWatch } from './surveillance/surveillance-watch';
export { resealBids } from './auctions/use-cases/sealed-bids';
export { MarketExportsModule } from './exports/market-exports.module';
export { type CashReconciliation, reconcileCash } from './cash/use-cases/reconcile-cash';
export { ExchangeModule } from './exchange/exchange.module';
export { Exchange, type ExchangeOptions } from './exchange';
export { tradingAccountNumber } from './instruments';
export { MarketModule, marketRoutes } from './market.module';
export { marketMigrations } from './persistence/migrations/index';
export { OfferSweeper } from './sales/offer-sweeper';
export {
  type MarketplaceEntry,
  type MarketplaceKind,
  type MarketplaceShelf,
  MarketplaceShelves,
  type ShelfRequest,
} from './marketplace/index';
export { endDay } from './statements/use-cases/end-day';
