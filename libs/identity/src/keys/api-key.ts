import type { Permission } from '@carbon/http';
import type { HolderKind } from '../domain/holder';
import type { HolderState } from '../domain/holder-state';

/** A key of a holder's system. Its secret is shown once, when it is made. */
export interface ApiKey {
  readonly id: string;
  readonly holderId: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
}

/** What a signed request is checked against. */
export interface KnownKey {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly secret: Buffer;
  readonly personId: string;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly holder: {
    readonly id: string;
    readonly code: string;
    readonly kind: HolderKind;
    readonly state: HolderState;
  };
}

/** What the sealed secret is bound to. */
export const secretContext = (id: string): string => `api-key:${id}`;
