import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { chinaDate } from '@carbon/kernel';
import { readCalendar } from '@carbon/rules';
import type { AllocationDesk } from '../desk';
import { appealsRunning, appealsUndecided } from '../domain/refusals';
import type { RoundAct } from '../domain/round-state';
import { countUndecided } from '../persistence/appeals';
import { cancelApproved } from './cancel-approved';
import { procedureOf } from './round-rules';
import { addRoundEvent, findRound, type Round, type RoundEvent } from '../persistence/rounds';
import { lockOwnRound, requireStep } from './round-in-reach';

const TOLD = {
  publish: 'allocation-round.published',
  review: 'allocation-round.reviewed',
  cancel: 'allocation-round.cancelled',
} as const;
type Act = keyof typeof TOLD;

/**
 * Shows the draft to the enterprises: from now on each sees its own line and may appeal for so many working days (ETS-013).
 * @throws Refusal ALLOCATION_ROUND_UNKNOWN, ALLOCATION_ROUND_OF_ANOTHER, ALLOCATION_STEP_NOT_OPEN
 */
export async function publishRound(
  tx: Transaction,
  desk: AllocationDesk,
  number: string,
  caller: Caller,
): Promise<Round> {
  const round = await lockOwnRound(tx, number, caller);
  requireStep(round, 'publish');
  const now = desk.clock.now();
  const today = chinaDate(now);
  const { objectionDays } = await procedureOf(tx, desk, round);
  const calendar = await readCalendar(tx, 'cn', now);
  const appealsUntil = calendar.addWorkingDays(today, objectionDays);
  return step(tx, round, 'publish', { at: now, by: caller.id, publishedOn: today, appealsUntil });
}

/**
 * The review is done: the time for appeals is over and each is decided (ETS-013).
 * @throws Refusal as `publishRound`; ALLOCATION_APPEALS_RUNNING, ALLOCATION_APPEALS_UNDECIDED
 */
export async function reviewRound(
  tx: Transaction,
  desk: AllocationDesk,
  number: string,
  caller: Caller,
): Promise<Round> {
  const round = await lockOwnRound(tx, number, caller);
  requireStep(round, 'review');
  const now = desk.clock.now();
  const until = round.appealsUntil;
  if (until !== null && chinaDate(now) <= until) throw appealsRunning(number, until);
  const undecided = await countUndecided(tx, round.id);
  if (undecided > 0) throw appealsUndecided(number, undecided);
  return step(tx, round, 'review', { at: now, by: caller.id });
}

/**
 * Nothing comes of the round. What an approval reserved of the caps and took off what was owed is given back.
 * @throws Refusal as `publishRound`
 */
export async function cancelRound(
  tx: Transaction,
  desk: AllocationDesk,
  { number, reason }: { readonly number: string; readonly reason: string },
  caller: Caller,
): Promise<Round> {
  const round = await lockOwnRound(tx, number, caller);
  requireStep(round, 'cancel');
  const now = desk.clock.now();
  if (round.state === 'approved') await cancelApproved(tx, round, { actor: caller.id }, now);
  return step(tx, round, 'cancel', { at: now, by: caller.id, reason });
}

async function step(
  tx: Transaction,
  round: Round,
  act: Act & RoundAct,
  event: Omit<RoundEvent, 'act' | 'from' | 'to'>,
): Promise<Round> {
  const to = requireStep(round, act);
  await addRoundEvent(tx, round.id, { ...event, act, from: round.state, to });
  await recordAudit(
    tx,
    {
      action: TOLD[act],
      subject: { kind: 'allocation-round', id: round.number },
      ...(round.officeId !== null && { holderId: round.officeId }),
      before: { state: round.state },
      after: {
        state: to,
        calculation: round.calculation,
        ...(event.appealsUntil !== undefined && { appealsUntil: event.appealsUntil }),
      },
      ...(event.reason !== undefined && { reason: event.reason }),
    },
    event.at,
  );
  const stepped = await findRound(tx, round.number);
  if (stepped === undefined) throw new Error(`the allocation round ${round.number} is gone`);
  return stepped;
}
