import type { Calculator } from '@carbon/rules/domain';

export * from './methodologies/methodology';
export type { Computation, ComputationInputs, ComputedStep } from './methodologies/computation';
export * from './schemes/credit-scheme';

export const creditsCalculators: readonly Calculator[] = [];
