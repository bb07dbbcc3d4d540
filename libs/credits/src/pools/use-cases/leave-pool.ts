import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { type ChinaDate, fault, malformed } from '@carbon/kernel';
import { departureTooEarly, figureTold, leftBefore } from '../domain/refusals';
import { findMember, lockJoining, writeDeparture } from '../persistence/members';
import { lockPool } from '../persistence/pools';
import type { Pool, PoolMember } from '../persistence/records';

/**
 * A member leaves; `on` is its last day. What was verified up to then stays counted, so nobody leaves before the end of
 * what is verified, nor before the end of what it has told a figure of: that stands for every day of its period, and the
 * thing could count the rest of them elsewhere (PHI-003). What of it is below a tonne is the member's still and comes
 * with the next issue.
 * @throws Refusal POOL_MEMBER_UNKNOWN, POOL_MEMBER_LEFT, POOL_DEPARTURE_TOO_EARLY, POOL_FIGURE_TOLD
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
  const toldTo = pool.basis === 'weight' ? null : await lastToldDay(tx, member);
  if (toldTo !== null && on < toldTo) throw figureTold(toldTo);
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

/** The last day for which the member has told a figure that is not verified yet. */
async function lastToldDay(tx: Transaction, member: PoolMember): Promise<ChinaDate | null> {
  const [row] = await tx.query<{ day: ChinaDate | null }>(
    `select max(p.to_day)::text as day from credits.pool_period p join credits.pool_share s on s.period_id = p.id
      where s.member_id = $1 and s.measure > 0 and p.state = 'open'`,
    [member.id],
  );
  return row?.day ?? null;
}
