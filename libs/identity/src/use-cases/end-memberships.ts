import type { Transaction } from '@carbon/database';
import { endMembership } from '../users/change-membership';
import type { Reviewed } from './reviewed';

/** Ends all memberships in a holder that is closed: nobody acts for it any more. Gives how many. */
export async function endMembershipsOf(tx: Transaction, holderId: string, review: Reviewed): Promise<number> {
  const standing = await tx.query<{ id: string }>(
    'select id from identity.membership where holder_id = $1 and ended_at is null order by id for update',
    [holderId],
  );
  const { reason, approver, now, by } = review;
  const why = { reason, ...(approver === null ? {} : { approver }) };
  for (const { id } of standing) await endMembership(tx, { membershipId: id, ...why }, now, { actor: by });
  return standing.length;
}
