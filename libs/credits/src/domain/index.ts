import type { Calculator } from '@carbon/rules/domain';

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

export const creditsCalculators: readonly Calculator[] = [];
