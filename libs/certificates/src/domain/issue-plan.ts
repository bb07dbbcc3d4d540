import { addMonths, type ChinaMonth } from '@carbon/kernel';
import {
  type ClassCarry,
  type Correction,
  issueByClass,
  type LotPlan,
  storageOf,
  type Withheld,
} from './class-issue';
import type { Reporter } from './csv/meter-months-csv';
import { type Wh, wh } from './energy';
import { type EnergySplit, NO_SPLIT, stretchesOf } from './energy-split';
import type { MonthlyIssue, SourceRange } from './monthly-issue';
import type { GecPack } from './rules/gec';
import type { PowerUse } from './technology';

/** What one reporter says of one month of one plant. */
export interface MeteredMonth {
  readonly month: ChinaMonth;
  readonly reportedBy: Reporter;
  readonly energyWh: Wh;
  /** Where the energy went; all of it where the plant's power goes when absent. */
  readonly split?: EnergySplit;
}

/** Where a plant's issuing stands: its latest issued month, what that left, and what was said of it since. */
export interface IssueHistory {
  readonly lastMonth?: ChinaMonth;
  readonly carries: readonly ClassCarry[];
  readonly corrections?: readonly Correction[];
}

export const NEVER_ISSUED: IssueHistory = { carries: [] };

/** What else decides on a plant's months. */
export interface IssueFacts {
  readonly powerUse: PowerUse;
  /** Energy of the plant that other units stand for already. */
  readonly taken: readonly SourceRange[];
}

export interface PlannedIssue<M extends MeteredMonth> {
  readonly meter: M;
  /** All classes together, their serials in the order of classes. */
  readonly issue: MonthlyIssue;
  readonly carriedInWh: Wh;
  readonly addedWh: Wh;
  readonly withheld: readonly Withheld[];
  readonly lots: readonly LotPlan[];
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
 * month), up to the first gap. Each takes over, class by class, what the one before it left (GEC-001).
 */
export function planIssues<M extends MeteredMonth>(
  history: IssueHistory,
  readings: readonly M[],
  pack: GecPack,
  facts: IssueFacts = { powerUse: 'on-grid', taken: [] },
): IssuePlan<M> {
  const issues: PlannedIssue<M>[] = [];
  let { lastMonth, carries, corrections = [] } = history;
  for (const meter of authoritative(readings)) {
    if (lastMonth !== undefined) {
      if (meter.month <= lastMonth) continue;
      const next = addMonths(lastMonth, 1);
      if (meter.month !== next) return { issues, missing: next };
    }
    const planned = planMonth(meter, { carries, corrections }, pack, facts);
    issues.push(planned);
    carries = planned.lots.map(({ electricityClass, issue: { carried }, owedWh }) => ({
      electricityClass,
      carried,
      owedWh,
    }));
    corrections = [];
    lastMonth = meter.month;
  }
  return { issues };
}

function planMonth<M extends MeteredMonth>(
  meter: M,
  { carries, corrections }: Required<Pick<IssueHistory, 'carries' | 'corrections'>>,
  pack: GecPack,
  { powerUse, taken }: IssueFacts,
): PlannedIssue<M> {
  const { month, energyWh, split = NO_SPLIT } = meter;
  const stretches = stretchesOf(energyWh, split, powerUse);
  const lots = issueByClass({ month, stretches, carries, corrections, taken }, pack);
  const sum = (of: (lot: LotPlan) => bigint) => lots.reduce((total, lot) => total + of(lot), 0n);
  return {
    meter,
    issue: {
      month,
      certificates: sum(({ issue }) => issue.certificates),
      whPerCertificate: wh(pack.whPerCertificate.value),
      consumed: lots.flatMap(({ issue }) => issue.consumed),
      carried: lots.flatMap(({ issue }) => issue.carried),
      remainderWh: wh(sum(({ issue }) => issue.remainderWh)),
    },
    carriedInWh: wh(sum(({ carriedInWh }) => carriedInWh)),
    addedWh: wh(sum(({ addedWh }) => addedWh)),
    withheld: [...lots.flatMap(({ withheld }) => withheld), ...storageOf(month, stretches)],
    lots,
  };
}
