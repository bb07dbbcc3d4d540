import type { Calculator } from '@carbon/rules/domain';
import { ccerEligibilityCalculator } from './calculators/ccer-eligibility';
import { offshoreWindReductionCalculator } from './calculators/offshore-wind-reduction';

/** The calculators of this room. */
export const creditsCalculators: readonly Calculator[] = [
  ccerEligibilityCalculator,
  offshoreWindReductionCalculator,
];
