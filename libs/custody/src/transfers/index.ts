export { ORDER_STATES, type OrderState } from './domain/order-state';
export { type TransferProfile } from './domain/timing';
export { transferMigrations } from './persistence/migrations/index';
export {
  type OrderedTransfer,
  type SchemeTransferRules,
  TransferRules,
  type UnitFacts,
} from './transfer-rules';
export { TransferRunner, type TransferRunnerOptions } from './transfer-runner';
export { TransfersModule, type TransfersOptions } from './transfers.module';
