import type { Calculator } from '@carbon/rules/domain';

export const intakeCalculators: readonly Calculator[] = [];
