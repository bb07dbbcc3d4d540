import type { Reader } from '@carbon/database';
import { type Caller, reachIds } from '@carbon/http';
import type { Page, PageRequest } from '@carbon/kernel';
import { isHolderKind } from '../domain/holder';
import { unknownEngagement } from '../domain/refusals';
import { type EngagementView, findEngagement, readEngagements } from '../persistence/read-engagements';
import { deskOf } from '../roles';

/**
 * The parties whose engagements a caller sees; null for all. Reach does not say it: an auditor's reach holds those it
 * looks at, and whom else they let look is not its matter.
 */
function partiesOf(caller: Caller): string[] | null {
  const { holder } = caller;
  if (caller.reach === 'everything') return null;
  if (holder === undefined) return [];
  const supervises = isHolderKind(holder.kind) && deskOf(holder.kind) === 'regulator';
  return supervises ? reachIds(caller.reach) : [holder.id];
}

/** What of an engagement a caller sees: all of it as its auditor, else the parts about those it may ask for. */
export function seenBy(caller: Caller, engagement: EngagementView): EngagementView | undefined {
  const parties = partiesOf(caller);
  if (parties === null || parties.includes(engagement.auditorId)) return engagement;
  const holders = engagement.holders.filter(({ id }) => parties.includes(id));
  return holders.length === 0 ? undefined : { ...engagement, holders };
}

/** Engagements as a caller sees them, latest first. */
export async function listEngagements(
  reader: Reader,
  page: PageRequest,
  caller: Caller,
): Promise<Page<EngagementView>> {
  const found = await readEngagements(reader, page, partiesOf(caller));
  return { ...found, items: found.items.flatMap((each) => seenBy(caller, each) ?? []) };
}

/** @throws Refusal ENGAGEMENT_UNKNOWN also for those of others */
export async function getEngagement(reader: Reader, id: string, caller: Caller): Promise<EngagementView> {
  const found = await findEngagement(reader, id);
  const seen = found === undefined ? undefined : seenBy(caller, found);
  if (seen === undefined) throw unknownEngagement(id);
  return seen;
}
