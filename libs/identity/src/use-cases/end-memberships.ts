import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Reviewed } from './reviewed';

/** Ends all memberships in a holder that is closed: nobody acts for it any more. Gives how many. */
export async function endMembershipsOf(tx: Transaction, holderId: string, review: Reviewed): Promise<number> {
  const ended = await tx.query<{ id: string; user_id: string; role: string }>(
    `update identity.membership set ended_at = greatest($2, began_at), changed_at = $2
      where holder_id = $1 and ended_at is null returning id, user_id, role`,
    [holderId, review.now],
  );
  for (const { id, user_id: userId, role } of ended) {
    const subject = { kind: 'membership', id };
    const before = { user: `user:${userId}`, role };
    const entry = { action: 'membership.ended', subject, holderId, before, reason: review.reason };
    const approver = review.approver === null ? {} : { approver: review.approver };
    await recordAudit(tx, { ...entry, ...approver }, review.now, { actor: review.by });
  }
  return ended.length;
}
