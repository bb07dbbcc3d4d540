import type { HolderKind } from '../domain/holder';
import { deskOf, type Role } from '../roles';

/**
 * Whether a second person must approve that somebody gets a role (REG-001): makers and checkers of the registry and of
 * regulators, who act on everybody's accounts. Were it one administrator's word, that administrator could make both
 * pairs of eyes.
 */
export function needsApproval(kind: HolderKind, role: Role): boolean {
  const desk = deskOf(kind);
  return (desk === 'registry' || desk === 'regulator') && (role === 'maker' || role === 'checker');
}
