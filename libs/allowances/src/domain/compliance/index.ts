export * from './compliance';
export { complianceRules, type ComplianceRules, dataYear, type Figure } from './compliance-rules';
export { complianceDates, CYCLE_STEPS, type CycleStep, depositDeadline } from './compliance-cycle';
export {
  inclusionRule,
  judgeInclusion,
  objectionRule,
  retentionRule,
  type InclusionVerdict,
} from './inclusion';
export { offsetCap, type OffsetBasisFacts } from './offset-cap';
export { judgeSurrender } from './judge-surrender';
export {
  type CarryOverApplication,
  carryOverRound,
  judgeCarryOver,
  judgeCarryOverApplication,
} from './carry-over';
export { judgeBorrowing, lastBorrowingYear } from './borrowing';
export { deductionRule, type DeductionRule, fineRange, penaltyRange, type PenaltyRange } from './fines';
export { compliancePacks } from './compliance-packs';
export { type ComplianceFigures, complianceShape, isByDataYear } from './compliance-shape';
