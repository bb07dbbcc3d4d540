import type { ChinaDate } from '@carbon/kernel';
import type { CarryOverJudgement, CarryOverPosition } from './compliance';
import type { CarryOverFigures } from './compliance-figures';
import { type ComplianceRules, needed } from './compliance-rules';
import { Exact } from './exact';
import { smallestExtraSale } from './plan-carry-over';
import { missedDeadline } from './refusals';

/**
 * CAR-001 to CAR-005: how much a holder may carry over, T = floor(B + NS × R), no more than the position; the floor is
 * taken once, at the end.
 * @throws Refusal ALLOWANCES_CARRY_OVER_LATE (422, CAR-005) for who missed a deadline, ALLOWANCES_NO_RULES (422) in a
 *   market without carry-over
 */
export function judgeCarryOver(rules: ComplianceRules, position: CarryOverPosition): CarryOverJudgement {
  const figure = rules.figures.value('carry-over');
  const figures = needed(rules, figure, '结转', 'carry-over');
  if (!position.onTime) throw missedDeadline(figures.onTimeYears);
  const rawT = position.soldT - position.boughtT;
  const netSoldT = rawT > 0n ? rawT : 0n;
  const formulaT = limitByFormula(figures, netSoldT);
  const countedT = position.positionT - (position.pendingT ?? 0n);
  if (countedT < 0n) throw new RangeError('more is pending than is held');
  return {
    netSoldT,
    formulaT,
    countedT,
    limitT: formulaT < countedT ? formulaT : countedT,
    extraSaleForAllT: smallestExtraSale(figures, { rawT, countedT }),
    ...rules.judged([figure], ['CAR-008']),
  };
}

function limitByFormula({ baseT, rate }: CarryOverFigures, netSoldT: bigint): bigint {
  const limit = new Exact(netSoldT.toString()).times(rate).plus(baseT.toString());
  return BigInt(limit.floor().toFixed());
}

/** CAR-003: the round of processing of an application made on a day; undefined outside the window. */
export function carryOverRound(rules: ComplianceRules, on: ChinaDate): 1 | 2 | undefined {
  const figures = rules.figures.value('carry-over').value;
  if (figures === null || on < figures.opens) return undefined;
  const at = figures.rounds.findIndex(({ to }) => on <= to);
  return at === -1 ? undefined : at === 0 ? 1 : 2;
}
