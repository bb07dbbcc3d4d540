export { type PersonFields } from './domain/person-fields';
export { KeyRing, type KeyRingParts, type MasterKey } from './keys/key-ring';
export { privacyEntities, privacyMigrations } from './persistence/migrations/index';
export { PersonVault } from './person-vault';
export { SealedPersonVault } from './sealed-person-vault';
