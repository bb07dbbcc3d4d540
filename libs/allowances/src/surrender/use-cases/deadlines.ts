import { type ChinaDate, Refusal } from '@carbon/kernel';
import { complianceDates, type ComplianceRules, type Sector } from '../../domain/index';

interface ObligationOfSector {
  readonly sector: string | null;
  readonly year: number;
}

/** The last day on which a year is surrendered in time (SUR-001). @throws Refusal ALLOWANCES_NO_RULES */
export function deadlineOf(rules: ComplianceRules, sector: string | null, year: number): ChinaDate {
  return complianceDates(rules, { sector: (sector ?? 'power') as Sector, dataYear: year }).surrender;
}

/** Undefined where the rules of a market name no day for the sector and year. */
export function knownDeadline(
  rules: ComplianceRules,
  { sector, year }: ObligationOfSector,
): ChinaDate | undefined {
  try {
    return deadlineOf(rules, sector, year);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ALLOWANCES_NO_RULES') return undefined;
    throw error;
  }
}

/** Whether the day by which a year is to be surrendered has passed; what has no known day is not overdue. */
export function isOverdue(rules: ComplianceRules, of: ObligationOfSector, on: ChinaDate): boolean {
  const deadline = knownDeadline(rules, of);
  return deadline !== undefined && on > deadline;
}
