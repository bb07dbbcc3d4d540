import { AllowanceCancellations1700000013620 } from '../../cancellations/persistence/migrations/1700000013620-cancellations';
import { emitterMigrations } from '../../emitters/persistence/migrations/index';
import { Groups1700000013700 } from '../../groups/persistence/migrations/1700000013700-groups';
import { InternalMarkets1700000013710 } from '../../internal/persistence/migrations/1700000013710-internal-markets';
import { Allowances1700000013000 } from './1700000013000-allowances';

export const allowanceMigrations = [
  Allowances1700000013000,
  ...emitterMigrations,
  AllowanceCancellations1700000013620,
  Groups1700000013700,
  InternalMarkets1700000013710,
];
