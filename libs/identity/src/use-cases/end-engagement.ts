import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { isHolderKind } from '../domain/holder';
import { mayNotEndEngagement } from '../domain/refusals';
import type { EngagementView } from '../persistence/read-engagements';
import { deskOf, type Role } from '../roles';
import { getEngagement } from './see-engagements';

/**
 * Ends an engagement at once, without a second pair of eyes: whoever is looked at must be able to close the door. A
 * holder's administrator ends the part about it; the registry and the auditor end the whole. Ending again changes
 * nothing.
 * @throws Refusal ENGAGEMENT_UNKNOWN, ENGAGEMENT_NOT_YOURS_TO_END
 */
export async function endEngagement(
  tx: Transaction,
  id: string,
  caller: Caller,
  now: Date,
): Promise<EngagementView> {
  const seen = await getEngagement(tx, id, caller);
  if (!mayEnd(caller, seen)) throw mayNotEndEngagement(id);
  const ended = await tx.query<{ holder_id: string }>(
    `update identity.engagement_holder set ended_at = $3, ended_by = $4
      where engagement_id = $1 and holder_id = any($2::uuid[]) and ended_at is null returning holder_id`,
    [id, seen.holders.map((holder) => holder.id), now, caller.id],
  );
  const parties = ended.length === 0 ? [] : [seen.auditorId, ...ended.map(({ holder_id: each }) => each)];
  for (const holderId of parties) {
    const subject = { kind: 'engagement', id };
    const about = ended.map(({ holder_id: each }) => each);
    const after = { ended: holderId === seen.auditorId ? about : [holderId] };
    await recordAudit(tx, { action: 'engagement.ended', subject, holderId, after }, now);
  }
  return getEngagement(tx, id, caller);
}

/** Readers of any house look, and end nothing. */
const ENDING_ROLES: readonly Role[] = ['administrator', 'maker', 'checker'];

function mayEnd(caller: Caller, engagement: EngagementView): boolean {
  if (caller.kind === 'service-key') return caller.reach === 'everything';
  const { holder, role } = caller;
  if (holder === undefined || !ENDING_ROLES.some((each) => each === role)) return false;
  if (isHolderKind(holder.kind) && deskOf(holder.kind) === 'registry') return true;
  if (holder.id === engagement.auditorId) return true;
  return role === 'administrator' && engagement.holders.some(({ id }) => id === holder.id);
}
