import type { Reader, Transaction } from '@carbon/database';
import { type Caller, houseReach, reaches } from '@carbon/http';
import type { Holder } from '../domain/holder';
import { holderNotActive, unknownHolder } from '../domain/refusals';
import { getHolder } from '../use-cases/get-holder';
import { requireAdministered } from './administered-holder';
import type { Invitation } from './invitation';
import { administratorIsInvited } from './invitation-store';
import { hasAdministrator } from './member-store';
import { firstInvited, firstStands, holderNotYours } from './refusals';

/** Whether the invitation is for somebody to administer a holder in which nobody could invite. */
export async function isOfFirst(reader: Reader, { role, holder }: Invitation): Promise<boolean> {
  return role === 'administrator' && !(await hasAdministrator(reader, holder.id));
}

/**
 * The holder whose first administrator the caller may invite: an administrator of the registry (`users.admin`), for
 * anybody but residents. Locked with the caller's own, so that of two such invitations the later sees the earlier.
 * @throws Refusal INPUT_MALFORMED for the field, HOLDER_UNKNOWN, HOLDER_NOT_ACTIVE, MEMBER_FIRST_STANDS,
 * MEMBER_FIRST_INVITED, those of `requireAdministered`
 */
export async function holderOfFirst(
  tx: Transaction,
  caller: Caller,
  { holder: name, role }: { readonly holder: string; readonly role: string },
  now: Date,
): Promise<string> {
  if (!caller.permissions.has('users.admin') || role !== 'administrator') throw holderNotYours();
  const { id } = await getHolder(tx.manager, name);
  if (!reaches(houseReach(caller), id)) throw unknownHolder(name);
  await requireAdministered(tx, caller, [id]);
  // under the lock: it may have changed meanwhile
  await requireFirstWanted(tx, await getHolder(tx.manager, id), name);
  if (await administratorIsInvited(tx, id, now)) throw firstInvited();
  return id;
}

/**
 * Whether a holder, which is locked, waits for its first administrator. One whose account is locked is an administrator:
 * or locking it would be the way to take the holder over.
 * @throws Refusal HOLDER_UNKNOWN of a resident, HOLDER_NOT_ACTIVE, MEMBER_FIRST_STANDS
 */
export async function requireFirstWanted(
  tx: Transaction,
  { id, code, kind, state }: Pick<Holder, 'id' | 'code' | 'kind' | 'state'>,
  name = code,
): Promise<void> {
  if (kind === 'resident') throw unknownHolder(name);
  if (state !== 'active') throw holderNotActive(code, state);
  if (await hasAdministrator(tx, id)) throw firstStands('administrator');
}

/** Whether an invitation went to the address of an account of a person. */
export async function isInvited(
  reader: Reader,
  { id }: Pick<Invitation, 'id'>,
  personId: string | undefined,
): Promise<boolean> {
  if (personId === undefined) return false;
  const rows = await reader.query(
    `select from identity.invitation i join identity.user_account u on u.email_index = i.email_index
      where i.id = $1 and u.person_id = $2`,
    [id, personId],
  );
  return rows.length > 0;
}
