import { recordAudit } from '@carbon/audit';
import type { Succession } from '@carbon/custody';
import { inAnotherPool } from '../domain/refusals';
import { lockJoining } from '../persistence/members';

/**
 * Pools of a merged holder, and its memberships, go over to its successor. A merger that would leave one member under
 * two aggregators waits until one of them has let it go.
 */
export const succeedInPools: Succession = async (tx, { from, to, review }) => {
  await lockJoining(tx);
  const clash = await tx.query(
    `select from credits.pool_member a join credits.pool_member b on b.holder_id = $2 and b.aggregator_id <> a.aggregator_id
        and daterange(a.joined_on, a.left_on, '[]') && daterange(b.joined_on, b.left_on, '[]')
      where a.holder_id = $1 limit 1`,
    [from.id, to.id],
  );
  if (clash.length > 0) throw inAnotherPool();
  await tx.query('update credits.pool_member set holder_id = $2 where holder_id = $1', [from.id, to.id]);
  await tx.query('update credits.pool_member set aggregator_id = $2 where aggregator_id = $1', [
    from.id,
    to.id,
  ]);
  const pools = await tx.query<{ number: string }>(
    'update credits.pool set holder_id = $2 where holder_id = $1 returning number',
    [from.id, to.id],
  );
  if (pools.length === 0) return;
  const { by, approver, reason, documentHash, now } = review;
  for (const { id } of [from, to]) {
    const entry = {
      action: 'holder.pools-handed-over',
      subject: { kind: 'holder', id },
      holderId: id,
      before: { holder: from.code },
      after: { holder: to.code, pools: pools.map(({ number }) => number).sort() },
      reason,
      ...(documentHash === null ? {} : { documentHash }),
      ...(approver === null ? {} : { approver }),
    };
    await recordAudit(tx, entry, now, { actor: by });
  }
};
