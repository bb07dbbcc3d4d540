export { Authenticators } from './authenticators';
export { grantableTo } from './keys/key-permissions';
export { SignedKeys } from './keys/signed-keys';
export { SIGNATURE_HEADERS, signatureOf, type SignedParts } from './keys/signed-request';
export { type Letter } from './mail/letters';
export { type MailDelivery } from './mail/mail-scheduler';
export { MailTransport, type SmtpOptions, SmtpTransport } from './mail/mail-transport';
export { type Mail, Mailer } from './mail/mailer';
export { OutboxMailer } from './mail/outbox-mailer';
export { noticeOwner } from './mail/security-notice';
export { type MailState, type OutboxMail, readOutbox } from './mail/read-outbox';
export { needsApproval } from './members/approval-needed';
export { ApprovedInvitations } from './members/approved-invitations';
export {
  bootstrapAdministrator,
  bootstrapChecker,
  bootstrapOffice,
  type Bootstrapped,
  type FirstMember,
} from './members/bootstrap';
export { changeRoleAsApproved } from './members/change-member';
export { isInvited, requireFirstWanted } from './members/first-administrator';
export { type Invitation } from './members/invitation';
export { type Member } from './members/member';
export { findMember } from './members/member-store';
export { invitationUnknown, memberOfAnotherHolder, memberUnknown, ownRole } from './members/refusals';
export { requireRoleFree } from './members/require-role-free';
export { requireAwaiting } from './members/send-invitation';
export { type OidcOptions, OidcSettings } from './oidc/oidc-settings';
export { resealIdentitySecrets } from './personal/reseal-secrets';
export { AttemptThrottle } from './sessions/attempt-throttle';
export { type OpenedSession, openSession, type SessionWish } from './sessions/open-session';
export { reachOfMembership } from './sessions/reach-of-membership';
export { revokeSessions } from './sessions/revoke-sessions';
export { requireSecondFactor } from './sessions/second-factor';
export { SessionAuthenticator } from './sessions/session-authenticator';
export { type AttemptLimits, type SessionOptions, SessionSettings } from './sessions/session-settings';
export { requireSignedIn, type SignedIn } from './sessions/signed-in';
export { addMembership, changeRole, endMembership, type NewMembership } from './users/change-membership';
export { createUser, type NewUser } from './users/create-user';
export { lockUser, requireUserInReach, unlockUser } from './users/lock-user';
export { type Membership } from './users/membership';
export { readMembershipsOf, readPersonsInRole, rolesHeldSince } from './users/membership-store';
export { type UserAccount, type UserState } from './users/user';
export { resetSecondFactor } from './users/reset-second-factor';
export { findUser, findUserByEmail } from './users/user-store';
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
export { holderNotActive, unknownHolder } from './domain/refusals';
export { IdentityModule, type IdentityParts } from './identity.module';
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
