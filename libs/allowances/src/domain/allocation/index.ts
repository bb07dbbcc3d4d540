export * from './allocation';
export { allocateIndustry } from './allocate-industry';
export { allocatePower } from './allocate-power';
export { allocateShares, type Participant, type ShareAllocation } from './allocate-shares';
export { allocationPacks } from './allocation-packs';
export {
  type AllocationPack,
  type AllocationReference,
  type AllocationRules,
  allocationRules,
} from './allocation-rules';
export type {
  MethodFigure,
  PreAllocationFigure,
  SectorFigure,
  SectorFigures,
  SpecialKind,
  VintageFigure,
} from './figures';
export { intensityOf } from './intensity';
export { preAllocate, type PreAllocationRule, preAllocationRule } from './pre-allocate';
export { settleAllocation, type Settlement, type SettlementInput } from './settle-allocation';
export { settlementRule } from './settlement-rule';
export { allowanceAllocationCalculators } from './calculators/index';
export { balanceText, exactBalance, solveBalance } from './solve-balance';
export { type Vintage, vintageOf } from './vintage';
