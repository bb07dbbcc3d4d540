import type { HolderKind } from '../domain/holder';
import type { Role } from '../roles';
import type { UserState } from '../users/user';

/** Somebody who acts for a holder, without who it is. */
export interface Member {
  /** Of the membership. */
  readonly id: string;
  readonly userId: string;
  readonly personId: string;
  readonly role: Role;
  readonly since: Date;
  readonly hasSecondFactor: boolean;
  /** Of the account. */
  readonly state: UserState;
  readonly holder: { readonly id: string; readonly code: string; readonly kind: HolderKind };
}
