import type { HolderKind } from '../domain/holder';
import type { HolderState } from '../domain/holder-state';
import type { Role } from '../roles';
import type { UserState } from '../users/user';

/** Whose the session is now: as which member of which holder. */
export interface ActingMember {
  readonly membershipId: string;
  readonly role: Role;
  readonly holder: {
    readonly id: string;
    readonly code: string;
    readonly kind: HolderKind;
    readonly province: string | null;
    readonly state: HolderState;
  };
}

/** A session with all that decides whether it still holds. */
export interface KnownSession {
  readonly id: string;
  readonly userId: string;
  readonly personId: string;
  readonly userState: UserState;
  readonly hasSecondFactor: boolean;
  readonly accessExpiresAt: Date;
  readonly refreshExpiresAt: Date;
  readonly endsAt: Date;
  readonly lastSeenAt: Date;
  readonly secondFactorAt: Date | null;
  readonly revokedAt: Date | null;
  /** The membership ended, or its role changed, after the session was opened under it. */
  readonly stale: boolean;
  /** Null for somebody who is a member of nothing. */
  readonly member: ActingMember | null;
}

/** A session as its user sees it. */
export interface OpenSession {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly ip: string | null;
  readonly agent: string | null;
  readonly secondFactorAt: Date | null;
  readonly holder: string | null;
  readonly role: Role | null;
}

/** Why a session was ended. */
export const REVOCATIONS = [
  'signed-out',
  'ended-by-user',
  'ended-by-operator',
  'refresh-token-reused',
  'password-changed',
  'password-reset',
  'second-factor-reset',
  'account-locked',
  'person-erased',
  'person-restricted',
] as const;
export type Revocation = (typeof REVOCATIONS)[number];
