import type { Calculator } from './calculator';
import { effectiveTimeCalculator } from './effective-time';

/** The calculators of this room. */
export const rulesCalculators: readonly Calculator[] = [effectiveTimeCalculator];
