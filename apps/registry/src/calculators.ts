import { allowanceAllocationCalculators, allowanceComplianceCalculators } from '@carbon/allowances/domain';
import { certificateCalculators } from '@carbon/certificates/domain';
import { creditsCalculators } from '@carbon/credits/domain';
import { custodyCalculators } from '@carbon/custody/domain';
import { inclusionCalculators } from '@carbon/inclusion/domain';
import { intakeCalculators } from '@carbon/intake/domain';
import { marketCalculators } from '@carbon/market/domain';
import { calculatorBook, rulesCalculators } from '@carbon/rules/domain';

/** Every room's calculators: pure, so that the command line tries rules without a server. */
export const calculators = calculatorBook(
  certificateCalculators,
  creditsCalculators,
  intakeCalculators,
  rulesCalculators,
  custodyCalculators,
  allowanceAllocationCalculators,
  allowanceComplianceCalculators,
  marketCalculators,
  inclusionCalculators,
);
