import type { Permission } from '@carbon/http';
import type { HolderState } from './domain/holder-state';

const NONE: ReadonlySet<Permission> = new Set();

/** Whether people and systems of a holder may sign in at all. */
export function maySignIn(state: HolderState): boolean {
  return state !== 'closed';
}

/**
 * What is left of a role's permissions in a holder of this state: all while it is active, reading and one's own
 * sessions while it is suspended, nothing when it is closed.
 */
export function permissionsUnder(
  state: HolderState,
  permissions: ReadonlySet<Permission>,
): ReadonlySet<Permission> {
  if (state === 'active') return permissions;
  if (state === 'closed') return NONE;
  return new Set([...permissions].filter((each) => each === 'self' || each.endsWith('.read')));
}
