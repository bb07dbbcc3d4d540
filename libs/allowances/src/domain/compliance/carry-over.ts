import type { ChinaDate } from '@carbon/kernel';
import type { CarryOverJudgement, CarryOverPosition } from './compliance';
import type { CarryOverFigures } from './compliance-figures';
import { type ComplianceRules, needed } from './compliance-rules';
import { Exact } from './exact';
import { smallestExtraSale } from './plan-carry-over';
import { missedDeadline, outsideWindow, overCarryOver } from './refusals';

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

/** What an application for carry-over is judged by, in whole tonnes. */
export interface CarryOverApplication {
  readonly on: ChinaDate;
  readonly quantityT: bigint;
  /** The holder's limit, and what earlier applications have taken of it. */
  readonly limitT: bigint;
  readonly appliedT: bigint;
  /** Available in the registry now: neither on the exchange nor frozen. */
  readonly availableT: bigint;
  /** CAR-007: units that a court released come late, after the window too. */
  readonly afterUnfreezing?: boolean;
}

/**
 * CAR-003, CAR-004, CAR-007: the round in which an application is processed; undefined for a late one after unfreezing.
 * @throws Refusal ALLOWANCES_CARRY_OVER_CLOSED (422, CAR-003), ALLOWANCES_CARRY_OVER_TOO_MUCH (422, CAR-004)
 */
export function judgeCarryOverApplication(
  rules: ComplianceRules,
  { on, quantityT, limitT, appliedT, availableT, afterUnfreezing }: CarryOverApplication,
): 1 | 2 | undefined {
  const round = carryOverRound(rules, on);
  if (round === undefined && afterUnfreezing !== true) throw outsideWindow(on);
  const leftT = limitT > appliedT ? limitT - appliedT : 0n;
  if (quantityT > leftT) throw overCarryOver('limit', leftT);
  if (quantityT > availableT) throw overCarryOver('available', availableT);
  return round;
}
