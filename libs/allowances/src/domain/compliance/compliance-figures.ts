import type { ChinaDate, Text } from '@carbon/kernel';

/** ETS-004: who enters the list of key emitters, and when one leaves it. */
export interface InclusionFigures {
  /** From so many tonnes a year. */
  readonly thresholdT: bigint;
  /** Below it for so many successive years, one leaves. */
  readonly yearsBelow: number;
}

/** ETS-013, in working days. */
export interface ObjectionFigures {
  readonly withinWorkingDays: number;
  readonly decisionWorkingDays: number;
}

/** A day of a cycle told from its data year: `Y+1-12-31` of 2025 is 31 December 2026. */
export type CycleDay = `Y+${number}-${number}-${number}`;

/** CYC-01 to CYC-08 for some sectors. A step that the cycle has not, or that is not known, is not there. */
export interface CycleFigures {
  readonly sectors: readonly string[];
  readonly annualReport?: CycleDay;
  readonly verification?: CycleDay;
  readonly preAllocation?: CycleDay;
  readonly approvalFiled?: CycleDay;
  readonly finalIssue?: CycleDay;
  readonly surrender: CycleDay;
  readonly nextList?: CycleDay;
  readonly nextPlan?: CycleDay;
}

/** What the most credits that count are a share of. */
export const OFFSET_BASES = ['obligation', 'emissions', 'allocation', 'shortfall'] as const;
export type OffsetBasis = (typeof OFFSET_BASES)[number];

/** SUR-003 and RULES.md 1.9: how much of an obligation credits may meet. */
export interface OffsetFigures {
  readonly basis: OffsetBasis;
  readonly percent: string;
  /** Kinds of units by the beginning of their instruments' names. */
  readonly accepts: readonly string[];
  /** Of the credits at least so much from the market's own region. */
  readonly localAtLeastPercent?: string;
  /** Of the basis at most so much from elsewhere. */
  readonly elsewhereAtMostPercent?: string;
  /** Up to so much where two kinds of credits are used together. */
  readonly bothKindsPercent?: string;
  readonly note?: Text;
}

/** SUR-006: credits filed before a day count only until another. */
export interface OldCreditFigures {
  readonly filedBefore: ChinaDate;
  readonly usableUntil: ChinaDate;
}

/** ETS-008: how a market calls its vintages; `<prefix><YY>` but for those with a name of their own. */
export interface AllowanceNames {
  readonly prefix: string;
  readonly named: readonly { readonly instrument: string; readonly from: number; readonly to: number }[];
}

/** SUR-008 to SUR-010: which vintages count; without `from` all earlier ones. */
export interface VintageFigures {
  readonly from?: number;
  readonly to: number | 'obligation-year';
}

/** PEN-001 and its like: what missing units cost. */
export type ShortfallFine =
  | { readonly kind: 'price-multiple'; readonly from: string; readonly to: string }
  | { readonly kind: 'fixed'; readonly from: string; readonly to: string }
  | { readonly kind: 'per-tonne'; readonly amount: string };

export interface ShortfallPenalty {
  readonly fine: ShortfallFine;
  /** ISO 4217. */
  readonly currency: string;
  /** Whether the price is averaged over months before the deadline. */
  readonly averageMonths?: number;
  /** Whether what is missing is still to be surrendered. */
  readonly missingStaysDue: boolean;
}

/** PEN-002 to PEN-008: ranges in whole yuan, and multiples of the illegal gain. */
export interface PenaltyFigures {
  readonly rule: string;
  readonly breach: Text;
  readonly gainMultiple?: { readonly from: string; readonly to: string };
  /** Below this gain, or without any, the range counts instead. */
  readonly gainBelowYuan?: string;
  readonly yuan: { readonly from: string; readonly to: string };
  readonly personsYuan?: { readonly from: string; readonly to: string };
  readonly banYears?: number;
  readonly allowanceCutPercent?: { readonly from: string; readonly to: string };
  readonly inspectors?: number;
}

/** CAR-001 to CAR-007. */
export interface CarryOverFigures {
  /** B, whole tonnes. */
  readonly baseT: bigint;
  /** R. */
  readonly rate: string;
  /** Vintages that may be carried over, by their years. */
  readonly vintages: { readonly from: number; readonly to: number };
  readonly trades: { readonly from: ChinaDate; readonly to: ChinaDate };
  /** At whose end the position counts. */
  readonly positionAt: ChinaDate;
  /** The notice opens the window, on this day at the latest. */
  readonly noticeBy: ChinaDate;
  readonly opens: ChinaDate;
  readonly rounds: readonly { readonly to: ChinaDate; readonly doneBy: ChinaDate }[];
  readonly issueWorkingDays: number;
  /** What carried-over units become. */
  readonly into: string;
  /** Obligation years whose deadline one must have met. */
  readonly onTimeYears: readonly number[];
}

/** BOR-001. */
export interface BorrowingFigures {
  readonly gapAtLeastPercent: string;
  readonly gapSharePercent: string;
  /** The year whose pre-allocated allowances are used. */
  readonly from: number;
}
