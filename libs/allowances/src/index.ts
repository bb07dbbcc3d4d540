export { AllowancesModule } from './allowances.module';
export { allowanceMigrations } from './persistence/migrations/index';
export { recordVerified } from './verified/record-verified';
export { findVerified, readVerified, type VerifiedQuery } from './verified/read-verified';
export { type VerifiedYear } from './verified/verified-records';
export { WarningWatch } from './carbon-account/index';
export * from './emitters/index';
export * as allocation from './allocation/index';
export {
  type Allocated,
  allocatedT,
  type AllocationOfHolder,
  allocationLines,
  type OpenRound,
  openRounds,
} from './allocation/index';
