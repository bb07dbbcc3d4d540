export { ACT_REASONS, actReason, type ActReason, COUNTED, TOLD_BEFORE } from './act-reasons';
export { actNumber, ACTS_A_BATCH, type CountedAct, type JudgedAct, placeOfAct, type ToldAct } from './acts';
export {
  type EvidenceClass,
  factorOn,
  type Method,
  type MethodFactor,
  type MethodUnit,
  type ProgrammeRules,
} from './programmes/programme-rules';
