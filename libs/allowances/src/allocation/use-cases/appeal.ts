import { recordAudit } from '@carbon/audit';
import type { Reader, Transaction } from '@carbon/database';
import { type Caller, type Reach, reaches } from '@carbon/http';
import { chinaDate, newId } from '@carbon/kernel';
import { readCalendar } from '@carbon/rules';
import { type Acting, type AllocationDesk, auditActor } from '../desk';
import type { InputAdjustment } from '../domain/line-document';
import {
  adjustmentsNeeded,
  appealDecided,
  appealedAlready,
  appealsOver,
  appealUnknown,
  lineUnknown,
  roundUnknown,
  stepNotOpen,
} from '../domain/refusals';
import {
  type Appeal,
  appealOfLine,
  type AppealOutcome,
  findAppeal,
  insertAppeal,
  insertAppealDecision,
} from '../persistence/appeals';
import { type AllocationLine, findLine } from '../persistence/lines';
import { lockRound, type Round } from '../persistence/rounds';
import { recalculateLine } from './recalculate-line';
import { procedureOf } from './round-rules';

/**
 * The line that an enterprise may appeal against now: its own, shown, within the working days, and not appealed against yet.
 * @throws Refusal ALLOCATION_ROUND_UNKNOWN, ALLOCATION_LINE_UNKNOWN, ALLOCATION_STEP_NOT_OPEN, ALLOCATION_APPEALS_OVER,
 *   ALLOCATION_APPEALED_ALREADY
 */
export async function appealableLine(
  tx: Transaction,
  of: { readonly round: string; readonly holderId: string },
  reach: Reach,
  now: Date,
): Promise<{ readonly round: Round; readonly line: AllocationLine }> {
  const round = await lockRound(tx, of.round);
  if (round === undefined) throw roundUnknown(of.round);
  const line = await findLine(tx, round.id, of.holderId);
  const shown = round.publishedOn !== null && reaches(reach, of.holderId);
  if (line === undefined || !shown) throw roundUnknown(of.round);
  if (round.state !== 'published') throw stepNotOpen(round.number, round.state, 'change');
  const until = round.appealsUntil;
  if (until !== null && chinaDate(now) > until) throw appealsOver(round.number, until);
  if (await appealOfLine(tx, { ...line, roundId: round.id })) throw appealedAlready(round.number);
  return { round, line };
}

/** Submits an appeal (ETS-013); gives its number and the day by which it is decided. */
export async function submitAppeal(
  tx: Transaction,
  desk: AllocationDesk,
  of: {
    readonly round: string;
    readonly holderId: string;
    readonly grounds: string;
    readonly wantedT: bigint | null;
    readonly documentHash: string | null;
  },
  by: Acting & { readonly approver: string },
  reach: Reach,
): Promise<{ readonly number: string; readonly decideBy: string }> {
  const now = desk.clock.now();
  const { round, line } = await appealableLine(tx, of, reach, now);
  const { decisionDays } = await procedureOf(tx, desk, round);
  const calendar = await readCalendar(tx, 'cn', now);
  const decideBy = calendar.addWorkingDays(chinaDate(now), decisionDays);
  const { holderId, grounds, wantedT, documentHash } = of;
  const number = await insertAppeal(
    tx,
    {
      ...{ id: newId(), roundId: round.id, holderId, lineVersion: line.version },
      ...{ grounds, wantedT, documentHash, decideBy },
    },
    { at: now, by: by.actor, approver: by.approver },
  );
  await recordAudit(
    tx,
    {
      action: 'allocation-appeal.submitted',
      subject: { kind: 'allocation-appeal', id: number },
      holderId,
      after: { round: round.number, version: line.version, wantedT: wantedT?.toString() ?? null, decideBy },
      approver: by.approver,
      ...(documentHash !== null && { documentHash }),
    },
    now,
    auditActor(by),
  );
  return { number, decideBy };
}

/** An appeal that waits for its decision. @throws Refusal ALLOCATION_APPEAL_UNKNOWN, ALLOCATION_APPEAL_DECIDED */
export async function undecidedAppeal(reader: Reader, number: string, reach: Reach): Promise<Appeal> {
  const appeal = await findAppeal(reader, number, reach);
  if (appeal === undefined) throw appealUnknown(number);
  if (appeal.outcome !== null) throw appealDecided(number);
  return appeal;
}

export interface AppealDecision {
  readonly appeal: string;
  readonly outcome: AppealOutcome;
  readonly reason: string;
  readonly adjustments: readonly InputAdjustment[];
}

/** An appeal that is upheld adjusts something, one that is dismissed nothing. @throws Refusal ALLOCATION_ADJUSTMENTS_NEEDED */
export function requireFitting(outcome: AppealOutcome, adjustments: readonly InputAdjustment[]): void {
  if ((outcome === 'dismissed') !== (adjustments.length === 0)) throw adjustmentsNeeded(outcome);
}

/**
 * The authority's decision: inputs are set otherwise with the reason, and the line calculated again; the line before stays.
 * @throws Refusal as `undecidedAppeal`; ALLOCATION_ADJUSTMENTS_NEEDED, ALLOCATION_INPUT_UNKNOWN, ALLOCATION_STEP_NOT_OPEN
 */
export async function decideAppeal(
  tx: Transaction,
  desk: AllocationDesk,
  decision: AppealDecision & { readonly documentHash: string | null },
  by: Acting & { readonly approver: string },
  caller: Caller,
): Promise<{ readonly line: AllocationLine; readonly appeal: Appeal }> {
  const { outcome, reason, adjustments, documentHash } = decision;
  requireFitting(outcome, adjustments);
  const { round: roundNumber } = await undecidedAppeal(tx, decision.appeal, caller.reach);
  const round = await lockRound(tx, roundNumber);
  if (round === undefined) throw roundUnknown(roundNumber);
  // of two decisions the second finds the first
  const appeal = await undecidedAppeal(tx, decision.appeal, caller.reach);
  if (round.state !== 'published') throw stepNotOpen(round.number, round.state, 'change');
  const { holderId } = appeal;
  const before = await findLine(tx, round.id, holderId);
  if (before === undefined) throw lineUnknown(round.number, holderId);
  const dismissed = outcome === 'dismissed';
  const line = dismissed
    ? before
    : await recalculateLine(
        tx,
        desk,
        { round, holderId },
        { why: 'appeal', reason, adjustments, by: by.actor, approver: by.approver },
      );
  const now = desk.clock.now();
  await insertAppealDecision(
    tx,
    {
      ...{ appealId: appeal.id, outcome, reason, documentHash },
      lineVersion: dismissed ? null : line.version,
    },
    { at: now, by: by.actor, approver: by.approver },
  );
  await recordAudit(
    tx,
    {
      action: 'allocation-appeal.decided',
      subject: { kind: 'allocation-appeal', id: appeal.number },
      holderId,
      before: { version: before.version, amountT: before.amountT.toString() },
      after: { outcome, version: line.version, amountT: line.amountT.toString() },
      ...{ reason, approver: by.approver },
      ...(documentHash !== null && { documentHash }),
    },
    now,
    auditActor(by),
  );
  return { line, appeal };
}
