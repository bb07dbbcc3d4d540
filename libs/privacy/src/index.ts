export {
  type ConsentListener,
  ConsentListeners,
  type EndedConsent,
  type EndedGuardianship,
} from './consent-listeners';
export { type ConsentMatter, Consents } from './consents';
export { birthDateOf } from './domain/age';
export { needsGuardian } from './domain/refusals';
export { type PersonFields } from './domain/person-fields';
export { keptSince } from './kept-since';
export { type KeyRingParts, type MasterKey } from './keys/key-ring';
export { type Consent } from './persistence/consents';
export { consentSaidSql, consentStandsSql } from './persistence/consent-sql';
export { privacyEntities, privacyMigrations } from './persistence/migrations/index';
export { PersonVault } from './person-vault';
export {
  type KeepingDuty,
  type PersonalDataSource,
  PersonalDataSources,
  type RetentionSweep,
} from './personal-data-sources';
export { PrivacyModule, type PrivacyParts } from './privacy.module';
export { rewrapKeys } from './rewrap-keys';
export { CONSENT_PURPOSES } from './rules/consent-purposes';
export { type RetentionReport, runRetention } from './run-retention';
export { SealedPersonVault } from './sealed-person-vault';
export { checkStatement, type Statement } from './use-cases/record-consent';
