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
export type { AllocationDesk } from './desk';
export { type Round } from './persistence/rounds';
export { approveRound, type ApprovedRound } from './use-cases/approve-round';
export { beginIssue } from './use-cases/begin-issue';
export { type CalculatedRound, calculateRound } from './use-cases/calculate-round';
export { type IssuedRound, issueRound } from './use-cases/issue-round';
export { type NewRoundRequest, openRound } from './use-cases/open-round';
export { publishRound, reviewRound } from './use-cases/step-round';
