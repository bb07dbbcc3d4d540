import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { holderInReach } from '@carbon/identity';
import type { AllocationDesk } from '../desk';
import { lineUnknown, stepNotOpen } from '../domain/refusals';
import { insertManualDestination } from '../persistence/approvals';
import { findLine } from '../persistence/lines';
import type { Round } from '../persistence/rounds';
import type { Destination } from '../persistence/settlements';
import { lockOwnRound, requireNoApprovalWaits } from './round-in-reach';

/**
 * Says where an enterprise's allowances go, whatever the grounds say (ALC-010). Open until the round is approved: the
 * approvers see it.
 * @throws Refusal ALLOCATION_ROUND_UNKNOWN, ALLOCATION_ROUND_OF_ANOTHER, ALLOCATION_STEP_NOT_OPEN, HOLDER_UNKNOWN,
 *   ALLOCATION_LINE_UNKNOWN, ALLOCATION_APPROVAL_WAITS
 */
export async function setDestination(
  tx: Transaction,
  desk: AllocationDesk,
  of: {
    readonly number: string;
    readonly holder: string;
    readonly destination: Destination;
    readonly reason: string;
  },
  caller: Caller,
): Promise<Round> {
  const { number, destination, reason } = of;
  const round = await lockOwnRound(tx, number, caller);
  if (!['calculated', 'published', 'reviewed'].includes(round.state)) {
    throw stepNotOpen(number, round.state, 'change');
  }
  await requireNoApprovalWaits(tx, round);
  const { id: holderId, code } = await holderInReach(tx.manager, of.holder, caller.reach);
  if ((await findLine(tx, round.id, holderId)) === undefined) throw lineUnknown(number, code);
  const now = desk.clock.now();
  await insertManualDestination(tx, round.id, { holderId, destination, reason }, caller.id, now);
  await recordAudit(
    tx,
    {
      action: 'allocation-line.destined',
      subject: { kind: 'allocation-round', id: number },
      holderId,
      after: { destination },
      reason,
    },
    now,
  );
  return round;
}
