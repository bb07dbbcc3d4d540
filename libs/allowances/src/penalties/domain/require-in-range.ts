import { Decimal } from 'decimal.js';
import type { ChosenPenalty, FenRange, PenaltyRange } from './penalty';
import {
  cutNotAllowed,
  deductionNotAllowed,
  outOfRange,
  personsNotFined,
  tooFewInspectors,
} from './refusals';

/**
 * Whether a decision keeps within what the rules leave to choose (PEN-001 to PEN-008, C-4).
 * @throws Refusal PENALTY_OUT_OF_RANGE, PENALTY_PERSONS_NOT_FINED, PENALTY_DEDUCTION_NOT_ALLOWED,
 *   PENALTY_CUT_NOT_ALLOWED, PENALTY_TOO_FEW_INSPECTORS
 */
export function requireInRange(range: PenaltyRange, chosen: ChosenPenalty): void {
  const { rule, fine, persons, deductionT, cutPercent, inspectors } = range;
  requireAmount(rule, 'fineFen', fine, chosen.fineFen);
  chosen.personsFen.forEach((amount, at) => {
    if (persons === undefined) throw personsNotFined(rule);
    requireAmount(rule, `personsFen[${at}]`, persons, amount);
  });
  if (chosen.deductionT !== 0n && chosen.deductionT !== deductionT) {
    throw deductionNotAllowed(rule, chosen.deductionT, deductionT);
  }
  if (chosen.cutPercent !== undefined) requireCut(rule, cutPercent, chosen.cutPercent);
  if ((chosen.inspectors ?? 0) < inspectors) throw tooFewInspectors(rule, inspectors);
}

function requireAmount(rule: string, field: string, { from, to }: FenRange, amount: bigint): void {
  if (amount < from || amount > to) throw outOfRange(rule, field, { from, to }, amount);
}

function requireCut(rule: string, range: PenaltyRange['cutPercent'], chosen: string): void {
  const percent = new Decimal(chosen);
  if (range === undefined || percent.lessThan(range.from) || percent.greaterThan(range.to)) {
    throw cutNotAllowed(rule, range, chosen);
  }
}
