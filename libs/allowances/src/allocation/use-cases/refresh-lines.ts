import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { AllocationDesk } from '../desk';
import { stepNotOpen } from '../domain/refusals';
import { holdersWithChangedFigures } from '../persistence/lines';
import { recalculateLine } from './recalculate-line';
import { lockOwnRound, requireNoApprovalWaits } from './round-in-reach';

/** Lines of one request; whoever has more asks again. */
const AT_ONCE = 200;

/**
 * Calculates lines again whose verified figures changed after the draft was shown and before it is approved; gives how many
 * there were, and how many are left.
 * @throws Refusal ALLOCATION_ROUND_UNKNOWN, ALLOCATION_ROUND_OF_ANOTHER, ALLOCATION_STEP_NOT_OPEN,
 *   ALLOCATION_APPROVAL_WAITS
 */
export async function refreshLines(
  tx: Transaction,
  desk: AllocationDesk,
  number: string,
  caller: Caller,
): Promise<{ readonly refreshed: number; readonly left: number }> {
  const round = await lockOwnRound(tx, number, caller);
  if (round.state !== 'published' && round.state !== 'reviewed') {
    throw stepNotOpen(number, round.state, 'change');
  }
  await requireNoApprovalWaits(tx, round);
  const changed = await holdersWithChangedFigures(tx, round.id);
  const now = desk.clock.now();
  for (const holderId of changed.slice(0, AT_ONCE)) {
    const line = await recalculateLine(
      tx,
      desk,
      { round, holderId },
      {
        ...{ why: 'figures-changed' as const, by: caller.id },
        reason: '核查结果变更 verified figures changed',
      },
    );
    await recordAudit(
      tx,
      {
        action: 'allocation-line.recalculated',
        subject: { kind: 'allocation-round', id: number },
        holderId,
        after: { version: line.version, why: line.why, amountT: line.amountT.toString() },
      },
      now,
    );
  }
  const refreshed = Math.min(changed.length, AT_ONCE);
  return { refreshed, left: changed.length - refreshed };
}
