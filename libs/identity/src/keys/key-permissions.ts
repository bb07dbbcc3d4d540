import type { Permission } from '@carbon/http';
import type { HolderKind } from '../domain/holder';
import { permissionsOf } from '../roles';

/** What stays with people: looking after people and keys, and saying yes. */
const PEOPLE_ONLY = /^(self|members\.|api-keys\.|users\.|persons\.)|\.approve$/;

/** What a key of a holder may be given: what its makers and readers may do, without what stays with people. */
export function grantableTo(kind: HolderKind): ReadonlySet<Permission> {
  const all = [...permissionsOf(kind, 'maker'), ...permissionsOf(kind, 'reader')];
  return new Set(all.filter((permission) => !PEOPLE_ONLY.test(permission)));
}
