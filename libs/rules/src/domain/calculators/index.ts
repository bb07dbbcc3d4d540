import type { Calculator } from './calculator';
import { effectiveTimeCalculator } from './effective-time';
import { serialCalculator } from './serial';

/** The calculators of this room. */
export const rulesCalculators: readonly Calculator[] = [effectiveTimeCalculator, serialCalculator];
