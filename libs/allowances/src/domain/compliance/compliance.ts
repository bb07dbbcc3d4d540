import type { ChinaDate } from '@carbon/kernel';
import type { PackReference } from '@carbon/rules/domain';
import type { Sector } from '../carbon-market';

/** The version of the pack behind an answer, with the hash that a stored answer keeps. */
export type RuleReference = PackReference & { readonly hash: string };

/** What every judgement says of the rules behind it. */
export interface Judged {
  /** Rule IDs that decided. */
  readonly rules: readonly string[];
  readonly pack: RuleReference;
}

/**
 * The days of a compliance cycle (CYC-01 to CYC-08). A day is absent where the cycle has no such step for the sector, or
 * where it is not known: of data years before 2024 only the day of surrender is.
 */
export interface ComplianceDates extends Judged {
  readonly annualReport?: ChinaDate;
  readonly verification?: ChinaDate;
  readonly preAllocation?: ChinaDate;
  readonly approvalFiled?: ChinaDate;
  readonly finalIssue?: ChinaDate;
  readonly surrender: ChinaDate;
  readonly nextList?: ChinaDate;
  readonly nextPlan?: ChinaDate;
}

/** What is offered to meet an obligation. */
export type OfferedUnits =
  | {
      readonly kind: 'allowance';
      readonly instrument: string;
      readonly quantity: bigint;
      /** Whether the units came out of a carry-over. */
      readonly carriedOver?: boolean;
      /** Whether the units were borrowed for this very obligation: of a later year, and they count (BOR-001). */
      readonly borrowed?: boolean;
    }
  | {
      readonly kind: 'credit';
      readonly instrument: string;
      readonly quantity: bigint;
      /** CCER, PHER-SZ, …; where it is absent the instrument's name says it. */
      readonly scheme?: string;
      /** Unknown means not eligible (RULES.md 8, trap 8). */
      readonly registeredOn?: ChinaDate;
      readonly coveredByEts?: boolean;
      /** Whether it comes from the market's own region; unknown means it does not. */
      readonly local?: boolean;
    }
  | {
      /** Green certificates never count (C-3), and nothing else does either. */
      readonly kind: 'certificate' | 'other';
      readonly instrument: string;
      readonly quantity: bigint;
    };

export interface SurrenderOffer {
  readonly obligationYear: number;
  readonly dueT: bigint;
  readonly offered: readonly OfferedUnits[];
  /** Whether it is for a year whose deadline has passed (SUR-010). */
  readonly arrears?: boolean;
  /** What was allocated for the year, and what is missing of it: some pilots take their limit from these. */
  readonly allocationT?: bigint;
  readonly shortfallT?: bigint;
  readonly on: ChinaDate;
}

export interface OfferedOutcome {
  readonly instrument: string;
  readonly quantity: bigint;
  readonly acceptedT: bigint;
  readonly refusedT: bigint;
  /** Rule ID and words for what was refused. */
  readonly reason?: { readonly rule: string; readonly zh: string; readonly en: string };
}

/** What a surrender of these units would come to (SUR-001 to SUR-013). */
export interface SurrenderJudgement extends Judged {
  /** The most credits that count, rounded down (SUR-003). */
  readonly ccerCapT: bigint;
  /** One for each that was offered, in their order. */
  readonly accepted: readonly OfferedOutcome[];
  readonly acceptedT: bigint;
  /** Of what was accepted, credits. */
  readonly creditsT: bigint;
  readonly shortfallT: bigint;
  readonly fulfilled: boolean;
}

/** What a holder did with vintages 2019-20 to 2024, in whole tonnes (CAR-001, CAR-002). */
export interface CarryOverPosition {
  readonly soldT: bigint;
  readonly boughtT: bigint;
  /** The whole position at the end of the day that counts: available, judicially frozen and pending. */
  readonly positionT: bigint;
  /** Of the position, judicially frozen: it counts. */
  readonly judicialT?: bigint;
  /** Of the position, in pending applications for surrender or cancellation: it does not count. */
  readonly pendingT?: bigint;
  /** Whether the obligations of 2023 and 2024 were met in time (CAR-005). */
  readonly onTime: boolean;
}

export interface CarryOverJudgement extends Judged {
  /** NS */
  readonly netSoldT: bigint;
  /** T */
  readonly formulaT: bigint;
  /** H */
  readonly countedT: bigint;
  readonly limitT: bigint;
  /** CAR-008: the smallest further sale with which all that is left could be carried over. */
  readonly extraSaleForAllT: bigint;
}

export interface BorrowingJudgement extends Judged {
  /** Two decimals, half up; whether the gap is large enough is decided on the exact one. */
  readonly gapPercent: string;
  readonly maximumT: bigint;
}

/** A range of money, two decimals, half up. */
export interface FineRange extends Judged {
  readonly from: string;
  readonly to: string;
  /** ISO 4217. */
  readonly currency: string;
}

/** Status of a holder's compliance (REG-011). */
export const COMPLIANCE_STATUSES = ['not-applicable', 'excluded', 'C', 'B', 'A'] as const;
export type ComplianceStatus = (typeof COMPLIANCE_STATUSES)[number];

export interface ComplianceScope {
  readonly sector: Sector;
  readonly dataYear: number;
}
