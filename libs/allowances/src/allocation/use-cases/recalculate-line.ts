import type { Transaction } from '@carbon/database';
import { findVerified } from '../../verified/read-verified';
import type { AllocationDesk } from '../desk';
import type { InputAdjustment } from '../domain/line-document';
import { lineUnknown } from '../domain/refusals';
import { readCalculations } from '../persistence/calculations';
import { type AllocationLine, findLine, insertLines, type LineReason } from '../persistence/lines';
import type { Round } from '../persistence/rounds';
import { buildLine } from './build-line';
import { figuresYearOf } from './calculate-round';
import { rulesOfRound } from './round-rules';

/**
 * Calculates one line again, from the figures that are verified now and with inputs set otherwise, by the rules and the
 * balance value of the round's calculation. The line before stays; further adjustments come on top of its own.
 * @throws Refusal ALLOCATION_LINE_UNKNOWN, ALLOCATION_INPUT_UNKNOWN
 */
export async function recalculateLine(
  tx: Transaction,
  desk: AllocationDesk,
  of: { readonly round: Round; readonly holderId: string },
  how: {
    readonly why: Exclude<LineReason, 'calculation'>;
    readonly reason: string;
    readonly adjustments?: readonly InputAdjustment[];
    readonly by: string;
    readonly approver?: string | undefined;
  },
): Promise<AllocationLine> {
  const { round, holderId } = of;
  const unknown = () => lineUnknown(round.number, holderId);
  const before = await findLine(tx, round.id, holderId);
  const figures = await findVerified(tx, { market: round.market, year: figuresYearOf(round), holderId });
  const [calculation] = await readCalculations(tx, round.id);
  const basis = calculation?.sectors.find(({ sector }) => sector === before?.sector);
  if (before === undefined || figures === undefined || calculation === undefined || basis === undefined) {
    throw unknown();
  }
  const rules = (await rulesOfRound(tx, desk, round, calculation.asOf)).get(basis.sector);
  if (rules === undefined) throw unknown();
  const line = buildLine(
    { round, calculation: calculation.version, rules, basis, figures },
    { why: how.why, reason: how.reason, adjustments: merged(before.adjustments, how.adjustments ?? []) },
  );
  const { by, approver } = how;
  await insertLines(tx, [line], { at: desk.clock.now(), by, approver });
  const after = await findLine(tx, round.id, holderId);
  if (after === undefined) throw unknown();
  return after;
}

/** The later setting of an input counts. */
function merged(
  earlier: readonly InputAdjustment[],
  later: readonly InputAdjustment[],
): readonly InputAdjustment[] {
  const kept = earlier.filter(
    (one) => !later.some(({ unit, field }) => unit === one.unit && field === one.field),
  );
  return [...kept, ...later];
}
