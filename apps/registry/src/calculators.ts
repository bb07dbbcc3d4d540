import { certificateCalculators } from '@carbon/certificates/domain';
import { custodyCalculators } from '@carbon/custody/domain';
import { calculatorBook, rulesCalculators } from '@carbon/rules/domain';

/** Every room's calculators: pure, so that the command line tries rules without a server. */
export const calculators = calculatorBook(certificateCalculators, rulesCalculators, custodyCalculators);
