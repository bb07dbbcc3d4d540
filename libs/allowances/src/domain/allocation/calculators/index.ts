import type { Calculator } from '@carbon/rules/domain';
import { allocationIndustryCalculator } from './allocation-industry';
import { allocationPowerCalculator } from './allocation-power';
import { allocationSettleCalculator } from './allocation-settle';
import { preAllocationCalculator } from './pre-allocation';

export const allowanceAllocationCalculators: readonly Calculator[] = [
  allocationPowerCalculator,
  allocationIndustryCalculator,
  preAllocationCalculator,
  allocationSettleCalculator,
];
