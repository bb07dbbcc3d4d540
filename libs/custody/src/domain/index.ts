import type { Calculator } from '@carbon/rules/domain';
import { accountCheckDigitsCalculator } from './calculators/account-check-digits';

/** The calculators of this room. */
export const custodyCalculators: readonly Calculator[] = [accountCheckDigitsCalculator];
