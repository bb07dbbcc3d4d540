import type { ChinaDate } from '@carbon/kernel';
import type { Sector } from '../../domain/index';
import { complianceDates, type ComplianceRules } from '../../domain/compliance/index';
import { whereKnown } from './where-known';

/**
 * The cycle of one data year, in the year after it, ends with the list and the plans of the year after that: what is due
 * for a year stands in the cycle of the data year two before.
 */
const YEARS_AHEAD = 2;

/** Until when the list of a year is to be published (CYC-07); undefined where that is not known. */
export function listDueOn(
  rules: ComplianceRules | undefined,
  sector: Sector,
  year: number,
): ChinaDate | undefined {
  return cycleBefore(rules, sector, year)?.nextList;
}

/** Until when the quality-control plan of a year is to be submitted (CYC-08); undefined where that is not known. */
export function planDueOn(
  rules: ComplianceRules | undefined,
  sector: Sector,
  year: number,
): ChinaDate | undefined {
  return cycleBefore(rules, sector, year)?.nextPlan;
}

function cycleBefore(rules: ComplianceRules | undefined, sector: Sector, year: number) {
  if (rules === undefined) return undefined;
  return whereKnown(() => complianceDates(rules, { sector, dataYear: year - YEARS_AHEAD }));
}

/** Whole days from a due day to a later one; 0 in time. */
export function daysLate(due: ChinaDate | undefined, on: ChinaDate): number {
  if (due === undefined || on <= due) return 0;
  return (Date.parse(on) - Date.parse(due)) / DAY_MS;
}

const DAY_MS = 86_400_000;
