import type { Calculator } from '@carbon/rules/domain';
import { landfillDiversionCalculator } from './calculators/landfill-diversion';
import { plausibilityCalculator } from './calculators/plausibility';

export type { Flag } from './plausibility/examine';
export type { Action } from './plausibility/plausibility-pack';

export const intakeCalculators: readonly Calculator[] = [plausibilityCalculator, landfillDiversionCalculator];
