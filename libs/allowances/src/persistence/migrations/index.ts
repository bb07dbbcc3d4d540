import { allocationMigrations } from '../../allocation/persistence/migrations/index';
import { Borrowing1700000013610 } from '../../borrowing/persistence/migrations/1700000013610-borrowing';
import { AllowanceCancellations1700000013620 } from '../../cancellations/persistence/migrations/1700000013620-cancellations';
import { CarbonAccounts1700000013800 } from '../../carbon-account/persistence/migrations/1700000013800-carbon-accounts';
import { CarryOver1700000013600 } from '../../carry-over/persistence/migrations/1700000013600-carry-over';
import { emitterMigrations } from '../../emitters/persistence/migrations/index';
import { Groups1700000013700 } from '../../groups/persistence/migrations/1700000013700-groups';
import { holdingMigrations } from '../../holdings/persistence/migrations/index';
import { InternalMarkets1700000013710 } from '../../internal/persistence/migrations/1700000013710-internal-markets';
import { emissionReportMigrations } from '../../reports/persistence/migrations/index';
import { surrenderMigrations } from '../../surrender/persistence/migrations/index';
import { CompliancePapers1700000013640 } from '../../papers/persistence/migrations/1700000013640-papers';
import { Penalties1700000013630 } from '../../penalties/persistence/migrations/1700000013630-penalties';
import { Allowances1700000013000 } from './1700000013000-allowances';

export const allowanceMigrations = [
  Allowances1700000013000,
  ...emitterMigrations,
  ...emissionReportMigrations,
  ...allocationMigrations,
  ...holdingMigrations,
  ...surrenderMigrations,
  CarryOver1700000013600,
  Borrowing1700000013610,
  AllowanceCancellations1700000013620,
  Penalties1700000013630,
  CompliancePapers1700000013640,
  Groups1700000013700,
  InternalMarkets1700000013710,
  CarbonAccounts1700000013800,
];
