import type { Calculator } from '@carbon/rules/domain';

export const creditsCalculators: readonly Calculator[] = [];
