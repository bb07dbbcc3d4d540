import { ACT_REASONS, COUNTED } from '../act-reasons';
import type { JudgedAct, ToldAct } from '../acts';
import type { ReadyFactor, ReadyMethod } from './ready-rules';

const PERMILLE = 1_000;

/** @throws RangeError where a product is more than a number holds exactly: nothing is ever rounded silently */
function exactly(amount: number, ugEach: number): number {
  const ug = amount * ugEach;
  if (!Number.isSafeInteger(ug)) throw new RangeError(`${amount} x ${ugEach} µg cannot be held exactly`);
  return ug;
}

/** PTS-006: points of each act are rounded down. */
function pointsOf(reducedUg: number, { earnsPoints, rules }: ReadyMethod): number {
  return earnsPoints ? (reducedUg - (reducedUg % rules.ugPerPoint)) / rules.ugPerPoint : 0;
}

export function refused({ actNo }: ToldAct, reason: number): JudgedAct {
  return { actNo, reason, amount: 0, reducedUg: 0, emittedUg: 0, points: 0 };
}

/** An act of which `amount` counts. */
export function counted(
  { actNo }: ToldAct,
  amount: number,
  method: ReadyMethod,
  factor: ReadyFactor,
): JudgedAct {
  const reducedUg = exactly(amount, factor.reducedUg);
  const emittedUg = exactly(amount, factor.emittedUg);
  return { actNo, reason: COUNTED, amount, reducedUg, emittedUg, points: pointsOf(reducedUg, method) };
}

/** PHI-003: what was read is emitted in any case; what is below the baseline is reduced, up to a share of it. */
export function countedReading(act: ToldAct, method: ReadyMethod, factor: ReadyFactor): JudgedAct {
  const { actNo, amount, baseline } = act;
  const saved = savedAgainst(baseline, amount, method.rules.mostSavingPermille);
  const reducedUg = exactly(saved, factor.reducedUg);
  const emittedUg = exactly(amount, factor.emittedUg);
  return {
    actNo,
    reason: reasonOfReading(baseline, amount),
    amount,
    reducedUg,
    emittedUg,
    points: pointsOf(reducedUg, method),
  };
}

function savedAgainst(baseline: number | null, amount: number, mostPermille: number): number {
  if (baseline === null || amount >= baseline) return 0;
  return Math.min(baseline - amount, Math.floor(exactly(baseline, mostPermille) / PERMILLE));
}

function reasonOfReading(baseline: number | null, amount: number): number {
  if (baseline === null) return ACT_REASONS.noBaseline.number;
  return amount < baseline ? COUNTED : ACT_REASONS.noSaving.number;
}
