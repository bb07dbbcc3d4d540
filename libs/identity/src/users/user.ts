/** active: may sign in. locked: by the registry, for now. disabled: for good. */
export const USER_STATES = ['active', 'locked', 'disabled'] as const;
export type UserState = (typeof USER_STATES)[number];

/** An account of a person. Who it is stands in the vault. */
export interface UserAccount {
  readonly id: string;
  readonly personId: string;
  readonly state: UserState;
  /** argon2id; null for somebody who signs in elsewhere. */
  readonly passwordHash: string | null;
  /** Sealed. */
  readonly totpSecret: Buffer | null;
  /** Sealed; becomes the secret when a code of it is shown. */
  readonly totpPending: Buffer | null;
}
