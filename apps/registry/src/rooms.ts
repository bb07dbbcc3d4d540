import { approvalMigrations } from '@carbon/approvals';
import { auditMigrations } from '@carbon/audit';
import { certificateEntities, certificateMigrations } from '@carbon/certificates';
import { accountDeskMigrations, transferMigrations } from '@carbon/custody';
import { platformMigrations } from '@carbon/database';
import { documentMigrations } from '@carbon/documents';
import { identityEntities, identityMigrations } from '@carbon/identity';
import { ledgerMigrations } from '@carbon/ledger';
import { privacyEntities, privacyMigrations } from '@carbon/privacy';
import { rulesMigrations } from '@carbon/rules';

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
  ...certificateMigrations,
];

export const registryEntities = [...privacyEntities, ...identityEntities, ...certificateEntities];
