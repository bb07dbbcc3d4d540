import type { Transaction } from '@carbon/database';
import { type Caller, permissionMissing } from '@carbon/http';
import { requireSignedIn } from '../sessions/signed-in';
import { lockHolders } from '../use-cases/change-holder';
import { memberOfAnotherHolder } from './refusals';

/**
 * The holder that the caller is an administrator of, whose members nobody else changes until the transaction ends. Looked at
 * again under that lock: two administrators who remove each other at once are not both heard.
 * @param beside other holders to be locked with it
 * @throws Refusal CALLER_NOT_A_PERSON, MEMBER_OF_ANOTHER_HOLDER, PERMISSION_MISSING
 */
export async function requireAdministered(
  tx: Transaction,
  caller: Caller,
  beside: readonly string[] = [],
): Promise<string> {
  const { holder, userId } = requireSignedIn(caller);
  if (holder === undefined) throw memberOfAnotherHolder();
  await lockHolders(tx, [holder.id, ...beside]);
  const standing = await tx.query(
    `select from identity.membership
      where user_id = $1 and holder_id = $2 and role = 'administrator' and ended_at is null`,
    [userId, holder.id],
  );
  if (standing.length === 0) throw permissionMissing('members.write');
  return holder.id;
}
