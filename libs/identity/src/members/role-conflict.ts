import { deskOf, type Role } from '../roles';
import type { HolderKind } from '../domain/holder';

/** A role of a person in a holder, whichever account it is held by. */
export interface HeldRole {
  readonly role: Role;
  readonly holderId: string;
  readonly kind: HolderKind;
}

/**
 * Why a person cannot have a role beside another. `same-holder`: proposing, approving and administering people are three
 * persons' work in one holder (REG-001, REG-003). `oversight`: who works for a regulator, the registry or the exchange
 * does not trade (ETS-006).
 */
export type Conflict = 'same-holder' | 'oversight';

/** Roles that one person has only one of in a holder; readers are free. */
const ACTING: ReadonlySet<Role> = new Set(['administrator', 'maker', 'checker']);
const TRADING: ReadonlySet<Role> = new Set(['maker', 'checker']);

/** Makes, watches or runs the market: regulators, the registry, the exchange. */
function oversees(kind: HolderKind): boolean {
  const desk = deskOf(kind);
  return desk === 'registry' || desk === 'regulator' || kind === 'market-operator';
}

function trades({ role, kind }: HeldRole): boolean {
  const desk = deskOf(kind);
  return (desk === 'participant' || desk === 'bank') && TRADING.has(role);
}

/** Why a person who holds other roles cannot have this one too; undefined when it can. */
export function conflictOf(wanted: HeldRole, held: readonly HeldRole[]): Conflict | undefined {
  const inSameHolder = held.some(
    ({ holderId, role }) =>
      holderId === wanted.holderId && role !== wanted.role && ACTING.has(role) && ACTING.has(wanted.role),
  );
  if (inSameHolder) return 'same-holder';
  const overseesAndTrades = held.some(
    (each) => (oversees(each.kind) && trades(wanted)) || (trades(each) && oversees(wanted.kind)),
  );
  return overseesAndTrades ? 'oversight' : undefined;
}
