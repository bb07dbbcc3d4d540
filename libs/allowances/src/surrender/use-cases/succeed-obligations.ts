import { recordAudit } from '@carbon/audit';
import type { Succession } from '@carbon/custody';
import { insertSuccessor } from '../persistence/obligations';

/** ETS-015: what a merged holder had to surrender, and what it surrendered, is its successor's from now on. */
export const succeedObligations: Succession = async (tx, { from, to, review }) => {
  const { by, approver, now, reason } = review;
  await insertSuccessor(tx, { holderId: from.id, successorId: to.id, at: now, by, approver });
  for (const { id } of [from, to]) {
    await recordAudit(
      tx,
      {
        action: 'obligations.handed-over',
        subject: { kind: 'holder', id },
        holderId: id,
        before: { holder: from.code },
        after: { holder: to.code },
        reason,
        ...(approver === null ? {} : { approver }),
      },
      now,
      { actor: by },
    );
  }
};
