import { addMonths, type ChinaMonth } from '@carbon/kernel';
import type { Reporter } from './csv/meter-months-csv';
import { energyOf, issueMonth, type MonthlyIssue, type SourceRange } from './monthly-issue';
import type { Wh } from './energy';
import type { GecPack } from './rules/gec';

/** What one reporter says of one month of one plant. */
export interface MeteredMonth {
  readonly month: ChinaMonth;
  readonly reportedBy: Reporter;
  readonly energyWh: Wh;
}

/** Where a plant's issuing stands: its latest issued month and what that left. */
export interface IssueHistory {
  readonly lastMonth?: ChinaMonth;
  readonly carried: readonly SourceRange[];
}

export interface PlannedIssue<M extends MeteredMonth> {
  readonly meter: M;
  readonly issue: MonthlyIssue;
  readonly carriedInWh: Wh;
}

export interface IssuePlan<M extends MeteredMonth> {
  readonly issues: readonly PlannedIssue<M>[];
  /** The month without data that holds back the ones after it. */
  readonly missing?: ChinaMonth;
}

/** GEC-002: whose figure counts. The grid company's before the power exchange's (X); the owner's never issues. */
const AUTHORITY: readonly Reporter[] = ['grid-company', 'power-exchange'];

/** The figure of each month that may issue, in the order of months. */
export function authoritative<M extends MeteredMonth>(readings: readonly M[]): M[] {
  const rank = (reading: M) => AUTHORITY.indexOf(reading.reportedBy);
  const byMonth = new Map<ChinaMonth, M>();
  for (const reading of readings) {
    if (rank(reading) < 0) continue;
    const known = byMonth.get(reading.month);
    if (known === undefined || rank(reading) < rank(known)) byMonth.set(reading.month, reading);
  }
  return [...byMonth.values()].sort((one, other) => (one.month < other.month ? -1 : 1));
}

/**
 * The issues that are due for a plant, month after month from the one after its latest issue (or its first reported
 * month), up to the first gap. Each takes over what the one before it left (GEC-001).
 */
export function planIssues<M extends MeteredMonth>(
  history: IssueHistory,
  readings: readonly M[],
  pack: GecPack,
): IssuePlan<M> {
  const issues: PlannedIssue<M>[] = [];
  let { lastMonth, carried } = history;
  for (const meter of authoritative(readings)) {
    if (lastMonth !== undefined) {
      if (meter.month <= lastMonth) continue;
      const next = addMonths(lastMonth, 1);
      if (meter.month !== next) return { issues, missing: next };
    }
    const issue = issueMonth({ month: meter.month, energyWh: meter.energyWh, carried }, pack);
    issues.push({ meter, issue, carriedInWh: energyOf(carried) });
    ({ carried } = issue);
    lastMonth = meter.month;
  }
  return { issues };
}
