import type { Calculator } from '@carbon/rules/domain';
import { gecCodeCalculator } from './calculators/gec-code';
import { gecIssueCalculator } from './calculators/gec-issue';
import { gecValidityCalculator } from './calculators/gec-validity';

/** The calculators of this scheme. */
export const certificateCalculators: readonly Calculator[] = [
  gecIssueCalculator,
  gecValidityCalculator,
  gecCodeCalculator,
];
