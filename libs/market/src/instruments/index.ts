export { feeAccountOf } from './fee-account';
export { isTradingAccountNumber, tradingAccountNumber } from './domain/trading-account-number';
export { InstrumentsModule } from './instruments.module';
export { staffMayNotTrade } from './domain/refusals';
export { traderOf } from './use-cases/trader-of';
export { OpenCommitments } from './open-commitments';
export { findTradable, readTradables, type Tradable, TRADABLE_STATES, type TradableState } from './tradable';
export {
  findTradingAccount,
  readTradingAccounts,
  TRADING_ACCOUNT_STATES,
  type TradingAccount,
  type TradingAccountState,
} from './trading-account';
