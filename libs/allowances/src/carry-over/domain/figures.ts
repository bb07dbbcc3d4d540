import type { ChinaDate } from '@carbon/kernel';
import type { ComplianceRules } from '../../domain/index';
import type { CarryOverFigures } from '../../domain/compliance/compliance-figures';
import { noCarryOver } from './refusals';

/** What the rules of a market say of carry-over, with the names of the vintages (ETS-008). */
export interface CarryOverScheme extends CarryOverFigures {
  /** Instruments that may be carried over. */
  readonly sources: readonly string[];
}

/** @throws Refusal ALLOWANCES_NO_CARRY_OVER for a market that knows none */
export function carryOverScheme(rules: ComplianceRules): CarryOverScheme {
  const figures = rules.figures.value('carry-over').value;
  if (figures === null) throw noCarryOver(rules.market);
  const { prefix, named } = rules.figures.value('allowance.names').value;
  const { from, to } = figures.vintages;
  const years = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const sources = years.map(
    (year) =>
      named.find((one) => one.from <= year && year <= one.to)?.instrument ??
      `${prefix}${String(year % CENTURY).padStart(2, '0')}`,
  );
  return { ...figures, sources: [...new Set(sources)] };
}

const CENTURY = 100;

/** Day and last moment at which the position counts (CAR-002), or now while that is still to come. */
export function positionMoment({ positionAt }: Pick<CarryOverScheme, 'positionAt'>, now: Date): Date {
  const end = lastMomentOf(positionAt);
  return now < end ? now : end;
}

/** The last millisecond of a China day. */
export function lastMomentOf(day: ChinaDate): Date {
  return new Date(`${day}T23:59:59.999+08:00`);
}

/** The last day of the last round (CAR-003). */
export function windowEnd({ rounds }: Pick<CarryOverScheme, 'rounds'>): ChinaDate {
  const last = rounds.at(-1);
  if (last === undefined) throw new RangeError('a carry-over without rounds');
  return last.to;
}
