import { allowanceMigrations } from '@carbon/allowances';
import { approvalMigrations } from '@carbon/approvals';
import { auditMigrations } from '@carbon/audit';
import { certificateEntities, certificateMigrations } from '@carbon/certificates';
import { accountDeskMigrations, pledgeMigrations, transferMigrations } from '@carbon/custody';
import { platformMigrations } from '@carbon/database';
import { creditMigrations } from '@carbon/credits';
import { documentMigrations } from '@carbon/documents';
import { eventMigrations } from '@carbon/events';
import { identityEntities, identityMigrations } from '@carbon/identity';
import { inclusionMigrations } from '@carbon/inclusion';
import { intakeMigrations } from '@carbon/intake';
import { jobMigrations } from '@carbon/jobs';
import { ledgerMigrations } from '@carbon/ledger';
import { marketMigrations } from '@carbon/market';
import { privacyEntities, privacyMigrations } from '@carbon/privacy';
import { receiptMigrations } from '@carbon/receipts';
import { rulebookMigrations } from '@carbon/rulebook';
import { rulesMigrations } from '@carbon/rules';
import { sourceMigrations } from '@carbon/sources';

/** The migrations of the registry's rooms; each has its time in its name, which orders them. */
export const registryMigrations = [
  ...platformMigrations,
  ...ledgerMigrations,
  ...auditMigrations,
  ...rulesMigrations,
  ...documentMigrations,
  ...privacyMigrations,
  ...identityMigrations,
  ...approvalMigrations,
  ...accountDeskMigrations,
  ...transferMigrations,
  ...pledgeMigrations,
  ...jobMigrations,
  ...eventMigrations,
  ...sourceMigrations,
  ...intakeMigrations,
  ...receiptMigrations,
  ...certificateMigrations,
  ...creditMigrations,
  ...marketMigrations,
  ...inclusionMigrations,
  ...rulebookMigrations,
  ...allowanceMigrations,
];

export const registryEntities = [...privacyEntities, ...identityEntities, ...certificateEntities];
