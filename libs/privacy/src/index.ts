export { Consents } from './consents';
export { type PersonFields } from './domain/person-fields';
export { keptSince } from './kept-since';
export { type KeyRingParts, type MasterKey } from './keys/key-ring';
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
export { type RetentionReport, runRetention } from './run-retention';
export { SealedPersonVault } from './sealed-person-vault';
