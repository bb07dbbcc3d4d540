export * from './compliance';
export { complianceRules, type ComplianceRules } from './compliance-rules';
export { complianceDates, depositDeadline } from './compliance-cycle';
export {
  inclusionRule,
  judgeInclusion,
  objectionRule,
  retentionRule,
  type InclusionVerdict,
} from './inclusion';
export { offsetCap, type OffsetBasisFacts } from './offset-cap';
export { judgeSurrender } from './judge-surrender';
export { carryOverRound, judgeCarryOver } from './carry-over';
export { judgeBorrowing } from './borrowing';
export { fineRange } from './fines';
export { compliancePacks } from './compliance-packs';
