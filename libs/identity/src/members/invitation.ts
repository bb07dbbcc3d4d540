import type { HolderKind } from '../domain/holder';
import type { HolderState } from '../domain/holder-state';
import type { Role } from '../roles';

/** A link is used in the week in which it was sent. Own technical constant. */
export const INVITATION_MS = 7 * 86_400_000;

/** awaiting-approval: nothing was mailed yet. open: mailed, and not used. */
export const INVITATION_STATES = ['awaiting-approval', 'open', 'accepted', 'withdrawn', 'expired'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

/** Somebody is asked to become a member of a holder. Who it is stands in the vault. */
export interface Invitation {
  readonly id: string;
  readonly role: Role;
  readonly personId: string;
  readonly invitedBy: string;
  readonly createdAt: Date;
  /** Null until it is mailed. */
  readonly expiresAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly holder: {
    readonly id: string;
    readonly code: string;
    readonly kind: HolderKind;
    readonly state: HolderState;
    readonly nameZh: string;
    readonly nameEn: string;
  };
}

export function invitationState(invitation: Invitation, now: Date): InvitationState {
  const { acceptedAt, withdrawnAt, expiresAt } = invitation;
  if (acceptedAt !== null) return 'accepted';
  if (withdrawnAt !== null) return 'withdrawn';
  if (expiresAt === null) return 'awaiting-approval';
  return expiresAt > now ? 'open' : 'expired';
}
