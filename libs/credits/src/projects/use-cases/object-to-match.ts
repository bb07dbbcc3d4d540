import type { Transaction } from '@carbon/database';
import type { Match } from '@carbon/sources';
import { bothCredited } from '../domain/refusals';
import { readMeeting } from '../persistence/creditings';

/**
 * Two assets that two projects credit in the same days do not become one: their reductions would be one thing twice.
 * @throws Refusal CREDITS_BOTH_CREDITED (CCR-002, PHI-001)
 */
export async function objectToMatch(tx: Transaction, { first, later }: Match): Promise<void> {
  const meeting = await readMeeting(tx, first, later);
  if (meeting === undefined) return;
  throw bothCredited(meeting, meeting.some(({ scheme }) => scheme === 'CCER') ? 'CCR-002' : 'PHI-001');
}
