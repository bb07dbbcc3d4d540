import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { type ChinaDate, fault, malformed } from '@carbon/kernel';
import { departureTooEarly, leftBefore } from '../domain/refusals';
import { findMember, lockJoining, writeDeparture } from '../persistence/members';
import { lockPool } from '../persistence/pools';
import type { Pool, PoolMember } from '../persistence/records';

/**
 * A member leaves; `on` is its last day. What was verified up to then stays counted, so nobody leaves before the end of
 * what is verified. What of it is below a tonne is the member's still and comes with the next issue.
 * @throws Refusal POOL_MEMBER_UNKNOWN, POOL_MEMBER_LEFT, POOL_DEPARTURE_TOO_EARLY
 */
export async function leavePool(
  tx: Transaction,
  pool: Pool,
  departure: { readonly reference: string; readonly on: ChinaDate; readonly reason: string },
  caller: Caller,
  now: Date,
): Promise<PoolMember> {
  await lockPool(tx, pool);
  await lockJoining(tx);
  const member = await findMember(tx, pool, departure.reference);
  const { on, reason } = departure;
  if (on < member.joinedOn) {
    throw malformed([fault('on', 'before', 'must not be before joining', '退出不得早于加入')]);
  }
  const verifiedTo = await lastVerifiedDay(tx, member);
  if (verifiedTo !== null && on < verifiedTo) throw departureTooEarly(verifiedTo);
  if (!(await writeDeparture(tx, member, { on, reason, by: caller.id }))) throw leftBefore(member.reference);
  await recordAudit(
    tx,
    {
      action: 'pool.member-left',
      subject: { kind: 'pool', id: pool.number },
      holderId: pool.holderId,
      after: { member: member.reference, on },
    },
    now,
  );
  return { ...member, leftOn: on };
}

/** The last day of this member on which a verified reduction of it rests. */
async function lastVerifiedDay(tx: Transaction, member: PoolMember): Promise<ChinaDate | null> {
  const [row] = await tx.query<{ day: ChinaDate | null }>(
    `select max(p.to_day)::text as day from credits.pool_period p join credits.pool_share s on s.period_id = p.id
      where s.member_id = $1 and s.verified_ug > 0 and p.state <> 'open'`,
    [member.id],
  );
  return row?.day ?? null;
}
