import { openTasksAbout } from '@carbon/approvals';
import type { Reader, Transaction } from '@carbon/database';
import { type Caller, EVERYTHING, type Reach } from '@carbon/http';
import { approvalWaits, roundOfAnother, roundUnknown, stepNotOpen } from '../domain/refusals';
import { type RoundAct, type RoundState, stateAfter } from '../domain/round-state';
import { findRound, isRoundSeen, lockRound, type Round } from '../persistence/rounds';

/** @throws Refusal ALLOCATION_ROUND_UNKNOWN, for a round out of reach too */
export async function roundInReach(reader: Reader, number: string, reach: Reach): Promise<Round> {
  const round = await findRound(reader, number);
  if (round === undefined || !(await isRoundSeen(reader, round.id, reach))) throw roundUnknown(number);
  return round;
}

/**
 * A round that a caller's authority made, locked to the end of the transaction.
 * @throws Refusal ALLOCATION_ROUND_UNKNOWN, ALLOCATION_ROUND_OF_ANOTHER
 */
export async function lockOwnRound(tx: Transaction, number: string, caller: Caller): Promise<Round> {
  const round = await lockRound(tx, number);
  if (round === undefined || !(await isRoundSeen(tx, round.id, caller.reach))) throw roundUnknown(number);
  requireOwnRound(round, caller);
  return round;
}

/** Its authority's own people, or a machine of the operator. @throws Refusal ALLOCATION_ROUND_OF_ANOTHER */
export function requireOwnRound(
  { number, officeId }: Pick<Round, 'number' | 'officeId'>,
  caller: Caller,
): void {
  const own = caller.holder === undefined ? caller.reach === EVERYTHING : caller.holder.id === officeId;
  if (!own) throw roundOfAnother(number);
}

/** Nothing that approvers look at changes while they do (REG-001). @throws Refusal ALLOCATION_APPROVAL_WAITS */
export async function requireNoApprovalWaits(tx: Transaction, { number }: Round): Promise<void> {
  const subject = { kind: 'allocation-round', id: number };
  const waiting = await openTasksAbout(tx, subject, undefined, ['allocation-approval']);
  if (waiting.length > 0) throw approvalWaits(number);
}

/** @throws Refusal ALLOCATION_STEP_NOT_OPEN */
export function requireStep({ number, state }: Pick<Round, 'number' | 'state'>, act: RoundAct): RoundState {
  const to = stateAfter(state, act);
  if (to === undefined) throw stepNotOpen(number, state, act);
  return to;
}
