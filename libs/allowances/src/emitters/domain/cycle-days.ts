import { type ChinaDate, daysBetween } from '@carbon/kernel';
import type { PackReference } from '@carbon/rules/domain';
import type { Sector } from '../../domain/index';
import { complianceDates, type ComplianceRules } from '../../domain/compliance/index';
import { whereKnown } from './where-known';

/**
 * The cycle of one data year, in the year after it, ends with the list and the plans of the year after that: what is due
 * for a year stands in the cycle of the data year two before.
 */
const YEARS_AHEAD = 2;

/** A day by which something is due, and the pack that says so. */
export interface DueDay {
  readonly on: ChinaDate;
  readonly pack: PackReference & { readonly hash: string };
}

/** Until when the list of a year is to be published (CYC-07); undefined where that is not known. */
export function listDue(
  rules: ComplianceRules | undefined,
  sector: Sector,
  year: number,
): DueDay | undefined {
  return dayOfCycle(rules, sector, year, 'nextList');
}

/** Until when the quality-control plan of a year is to be submitted (CYC-08); undefined where that is not known. */
export function planDue(
  rules: ComplianceRules | undefined,
  sector: Sector,
  year: number,
): DueDay | undefined {
  return dayOfCycle(rules, sector, year, 'nextPlan');
}

function dayOfCycle(
  rules: ComplianceRules | undefined,
  sector: Sector,
  year: number,
  step: 'nextList' | 'nextPlan',
): DueDay | undefined {
  if (rules === undefined) return undefined;
  const dates = whereKnown(() => complianceDates(rules, { sector, dataYear: year - YEARS_AHEAD }));
  const on = dates?.[step];
  return dates === undefined || on === undefined ? undefined : { on, pack: dates.pack };
}

/** Whole days from a due day to a later one; 0 in time. */
export function daysLate(due: ChinaDate | undefined, on: ChinaDate): number {
  if (due === undefined || on <= due) return 0;
  return daysBetween(due, on);
}
