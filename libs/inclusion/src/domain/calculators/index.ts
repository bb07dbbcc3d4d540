import type { Calculator } from '@carbon/rules/domain';
import { tripReductionCalculator } from './trip-reduction';

/** The calculators of this room. */
export const inclusionCalculators: readonly Calculator[] = [tripReductionCalculator];
