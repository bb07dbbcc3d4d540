import type { HolderKind } from '../domain/holder';
import type { HolderState } from '../domain/holder-state';
import type { Role } from '../roles';

/** What a user is in a holder. One role in one holder at a time. */
export interface Membership {
  readonly id: string;
  readonly userId: string;
  readonly role: Role;
  readonly beganAt: Date;
  readonly endedAt: Date | null;
  /** When its role last changed. */
  readonly changedAt: Date;
  readonly version: number;
  readonly holder: {
    readonly id: string;
    readonly code: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly kind: HolderKind;
    readonly province: string | null;
    readonly state: HolderState;
  };
}
