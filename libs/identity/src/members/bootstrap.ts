import { type AuditActor } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import type { PersonVault } from '@carbon/privacy';
import type { Role } from '../roles';
import { lockHolders } from '../use-cases/change-holder';
import { getHolder } from '../use-cases/get-holder';
import { addMembership } from '../users/change-membership';
import { createUser } from '../users/create-user';
import { findUserByEmail } from '../users/user-store';
import { hasMember } from './member-store';
import { firstStands } from './refusals';
import { requireRoleFree } from './require-role-free';

/** Somebody whom the operator of this service vouches for. */
export interface FirstMember {
  readonly email: string;
  /** None when the operator does not say. */
  readonly name?: string | undefined;
  /** Code or id. */
  readonly holder: string;
  /** Without one it is set by a password reset, through the mail. */
  readonly password?: string | undefined;
}

export interface Bootstrapped {
  readonly userId: string;
  readonly membershipId: string;
}

const OPERATOR: AuditActor = { actor: 'operator' };

/**
 * Makes the first administrator of a holder, who invites everybody else. For the operator's command line: no route
 * leads here. Somebody with an account of this address becomes a member with it.
 * @throws Refusal MEMBER_FIRST_STANDS when an administrator who can sign in is there, HOLDER_UNKNOWN,
 * MEMBERSHIP_EXISTS, MEMBER_ROLE_CONFLICT, those of `createUser`
 */
export function bootstrapAdministrator(
  database: Database,
  vault: PersonVault,
  first: FirstMember,
  now: Date,
): Promise<Bootstrapped> {
  return database.transaction((tx) => enterFirst(tx, vault, first, 'administrator', now));
}

/**
 * The same for the first checker of the registry or of a regulator: without one nobody could approve any other.
 * @throws Refusal as `bootstrapAdministrator`, when a checker who can sign in is there
 */
export function bootstrapChecker(
  database: Database,
  vault: PersonVault,
  first: FirstMember,
  now: Date,
): Promise<Bootstrapped> {
  return database.transaction((tx) => enterFirst(tx, vault, first, 'checker', now));
}

/**
 * Both, or neither: who makes a second start after half of it would meet the first administrator.
 * @throws Refusal as `bootstrapAdministrator`, `bootstrapChecker`
 */
export function bootstrapOffice(
  database: Database,
  vault: PersonVault,
  { administrator, checker }: { readonly administrator: FirstMember; readonly checker: FirstMember },
  now: Date,
): Promise<{ readonly administrator: Bootstrapped; readonly checker: Bootstrapped }> {
  return database.transaction(async (tx) => ({
    administrator: await enterFirst(tx, vault, administrator, 'administrator', now),
    checker: await enterFirst(tx, vault, checker, 'checker', now),
  }));
}

async function enterFirst(
  tx: Transaction,
  vault: PersonVault,
  { email, name, holder: code, password }: FirstMember,
  role: Role,
  now: Date,
): Promise<Bootstrapped> {
  const holder = await getHolder(tx.manager, code);
  await lockHolders(tx, [holder.id]);
  if (await hasMember(tx, { holderId: holder.id, role })) throw firstStands(role);
  const known = await findUserByEmail(tx, vault, email);
  const person = { email, ...(name === undefined ? {} : { name }) };
  const user = known ?? (await createUser(tx, vault, { person, password }, now, OPERATOR));
  await requireRoleFree(tx, { personId: user.personId, role, holder });
  const wish = { userId: user.id, holderId: holder.id, role };
  const { id } = await addMembership(tx, wish, now, OPERATOR);
  return { userId: user.id, membershipId: id };
}
