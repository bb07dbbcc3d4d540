export { AllocationModule } from './allocation.module';
export { DestinationGrounds, type Ground, type GroundSource } from './destination-grounds';
export {
  type Allocated,
  allocatedT,
  type AllocationOfHolder,
  allocationLines,
  type OpenRound,
  openRounds,
} from './persistence/allocated';
export { allocationMigrations } from './persistence/migrations/index';
export { readOwed } from './persistence/owed';
export {
  insertProvincial,
  provinceHoldsLess,
  type ProvincialEntry,
  type ProvincialHolding,
  readProvincialHoldings,
} from './persistence/provincial';
