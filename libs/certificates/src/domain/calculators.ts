import type { Calculator } from './calculators/calculator';
import { gecCodeCalculator } from './calculators/gec-code';
import { gecIssueCalculator } from './calculators/gec-issue';
import { gecValidityCalculator } from './calculators/gec-validity';

/** The calculators of this scheme by name. Without a prototype, so that no name but theirs finds anything. */
export const calculators: Readonly<Record<string, Calculator>> = Object.freeze(
  Object.assign(
    Object.create(null) as Record<string, Calculator>,
    Object.fromEntries(
      [gecIssueCalculator, gecValidityCalculator, gecCodeCalculator].map((calculator) => [
        calculator.name,
        calculator,
      ]),
    ),
  ),
);
