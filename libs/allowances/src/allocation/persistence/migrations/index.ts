import { AllowanceCaps1700000013400 } from './1700000013400-allowance-caps';
import { AllocationRounds1700000013410 } from './1700000013410-allocation-rounds';
import { AllocationSettlement1700000013420 } from './1700000013420-allocation-settlement';

export const allocationMigrations = [
  AllowanceCaps1700000013400,
  AllocationRounds1700000013410,
  AllocationSettlement1700000013420,
];
