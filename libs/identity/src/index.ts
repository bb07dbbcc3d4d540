export { type ApiKeyEntry, ApiKeys, newApiKey } from './api-keys';
export { deskOf, type Desk, DESKS, machineOnly, permissionsOf, type Role, ROLES } from './roles';
export { HOLDER_CODE, HOLDER_KINDS, type Holder, type HolderKind } from './domain/holder';
export { IdentityModule } from './identity.module';
export { HolderEntity, identityEntities } from './persistence/holder.entity';
export { identityMigrations } from './persistence/migrations/index';
export { findHolder, readHolders } from './persistence/read-holders';
export { createHolder, type NewHolder } from './use-cases/create-holder';
export { getHolder } from './use-cases/get-holder';
