import type { Database } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { holderInReach } from '@carbon/identity';
import { lineUnknown } from '../domain/refusals';
import { SHOWN_STATES } from '../domain/round-state';
import { type AllocationLine, lineVersions } from '../persistence/lines';
import { readSettlements } from '../persistence/read-settlements';
import type { Settlement } from '../persistence/settlements';
import { roundInReach } from './round-in-reach';

/**
 * An enterprise's line with all its versions: before the draft is shown for the round's authority only.
 * @throws Refusal ALLOCATION_ROUND_UNKNOWN, HOLDER_UNKNOWN, ALLOCATION_LINE_UNKNOWN
 */
export async function lineInReach(
  database: Database,
  of: { readonly number: string; readonly holder: string },
  caller: Caller,
): Promise<{
  readonly holder: string;
  readonly versions: readonly AllocationLine[];
  readonly settlements: readonly Settlement[];
}> {
  const round = await roundInReach(database, of.number, caller.reach);
  const { id, code } = await holderInReach(database.source.manager, of.holder, caller.reach);
  const ownOffice = caller.reach === 'everything' || caller.holder?.id === round.officeId;
  const shown = SHOWN_STATES.includes(round.state);
  const versions = shown || ownOffice ? await lineVersions(database, round.id, id) : [];
  if (versions.length === 0) throw lineUnknown(of.number, code);
  return { holder: code, versions, settlements: await readSettlements(database, round.id, id) };
}
