import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { maySignIn } from '../standing';
import type { Membership } from '../users/membership';
import { readMembershipsOf } from '../users/membership-store';
import { membershipUnknown } from './refusals';
import type { SignedIn } from './signed-in';

/** From now on the session acts for another holder. @throws Refusal MEMBERSHIP_UNKNOWN */
export async function chooseMembership(
  tx: Transaction,
  { userId, sessionId }: SignedIn,
  membershipId: string,
  now: Date,
): Promise<Membership> {
  const membership = (await readMembershipsOf(tx, userId)).find(({ id }) => id === membershipId);
  if (membership === undefined || !maySignIn(membership.holder.state)) throw membershipUnknown();
  await tx.query('update identity.session set membership_id = $2, membership_version = $3 where id = $1', [
    sessionId,
    membership.id,
    membership.version,
  ]);
  const { holder, role } = membership;
  const after = { membership: membership.id, role };
  const subject = { kind: 'session', id: sessionId };
  await recordAudit(tx, { action: 'session.membership-chosen', subject, holderId: holder.id, after }, now);
  return membership;
}
