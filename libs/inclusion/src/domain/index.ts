export { ACT_REASONS, actReason, type ActReason, COUNTED, TOLD_BEFORE } from './act-reasons';
export { actNumber, ACTS_A_BATCH, type CountedAct, type JudgedAct, placeOfAct, type ToldAct } from './acts';
export { inclusionCalculators } from './calculators/index';
export { judgeResident, REASONS_THAT_TAKE_TIME } from './evaluation/judge';
export {
  ACT_CHECKS,
  ACT_EVIDENCE_FORMAT,
  type ActCheck,
  type ActEvidence,
  type ActVerdict,
  claimsToProveAnAct,
  verifyActEvidence,
} from '../intake/domain/act-evidence';
export { inclusionPackFamilies, MOST_LATE_DAYS, type ProgrammePacks } from './programmes/programme-packs';
export {
  type BadgeTier,
  type EvidenceClass,
  factorNamed,
  factorOn,
  type Method,
  type MethodFactor,
  type MethodKind,
  type MethodUnit,
  type PoolingRules,
  type ProgrammeRules,
  type StraightLineTolerance,
} from './programmes/programme-rules';
export { programmeRules } from './programmes/programme-rules-on';
export { voucherScanPacks } from '../rewards/domain/voucher-scan-rules';
export { residentPacks, type ResidentRules, residentRules } from './residents/resident-rules';
export { actInWords, type VerdictForWords } from './words/act-in-words';
export { type RefusalInWords, refusalInWords } from './words/refusals-in-words';
export { amountInWords, gramsInWords } from './words/amounts';
