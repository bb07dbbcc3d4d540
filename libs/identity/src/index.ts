export { requireSecondFactor } from './sessions/second-factor';
export { type ApiKeyEntry, ApiKeys, newApiKey } from './api-keys';
export { deskOf, type Desk, DESKS, machineOnly, permissionsOf, type Role, ROLES } from './roles';
export {
  HOLDER_CODE,
  HOLDER_KINDS,
  type Holder,
  type HolderKind,
  isHolderKind,
  regulatorLevel,
  type RegulatorLevel,
} from './domain/holder';
export { HOLDER_STATES, type HolderState, STATE_ACTS, type StateAct } from './domain/holder-state';
export { faultOfSocialCreditCode, requireSocialCreditCode } from './domain/social-credit-code';
export { unknownHolder } from './domain/refusals';
export { IdentityModule } from './identity.module';
export { HolderEntity, identityEntities } from './persistence/holder.entity';
export { identityMigrations } from './persistence/migrations/index';
export { findHolder, findHoldersById, type HolderFilter, readHolders } from './persistence/read-holders';
export { engagedHolders } from './persistence/read-engagements';
export { type GroupMember, readGroup } from './persistence/read-groups';
export { maySignIn, permissionsUnder } from './standing';
export { afterChange, changeHolder, type HolderChange, lockHolders } from './use-cases/change-holder';
export { endMembershipsOf } from './use-cases/end-memberships';
export { enterEngagement, type NewEngagement, requireNoOverlap } from './use-cases/enter-engagement';
export { dissolveGroupTies, joinGroup, leaveGroup, requireCanJoin, requireMember } from './use-cases/groups';
export { type Reviewed } from './use-cases/reviewed';
export { viewGroup } from './use-cases/view-group';
export { visibleHolder } from './use-cases/visible-holder';
export { createHolder, type NewHolder } from './use-cases/create-holder';
export { getHolder } from './use-cases/get-holder';
export { holderInReach } from './use-cases/holder-in-reach';
