export * from './methodologies/methodology';
export type { Computation, ComputationInputs, ComputedStep } from './methodologies/computation';
export { computeReduction } from './methodologies/compute-reduction';
export {
  type Facts,
  judgeAdditionality,
  judgeApplicability,
  type UnmetCheck,
} from './methodologies/judge-applicability';
export { methodologies, methodologyEdition, methodologyOn } from './methodologies/methodology-packs';
export * from './schemes/credit-scheme';
export { creditSchemeOn, creditSchemePacks, parseCreditScheme } from './schemes/credit-schemes';
export { refuseUnmet, type UnmetRule } from './unmet-rule';
export {
  judgeBodies,
  judgeOwner,
  judgeProject,
  judgeReductions,
  judgeStart,
  type ProjectJudgement,
  type ProjectStatement,
  type ReductionStatement,
} from './eligibility';
export {
  type CreditingPeriod,
  judgeCreditingPeriod,
  judgeInsideCrediting,
  longestCreditingPeriod,
} from './crediting-period';
export {
  judgeReductionWindow,
  type ReductionPeriod,
  reductionWindow,
  type ReductionWindow,
} from './reduction-window';
export { judgeQuantityEquality } from './quantity-equality';
export { moreConservative, type WholeTonnes, wholeTonnes } from './conservative';
export { isOver, type WorkingDaySpan, workingDaySpan } from './working-day-deadlines';
export { creditsCalculators } from './calculators';
