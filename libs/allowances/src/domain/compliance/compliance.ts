import type { ChinaDate } from '@carbon/kernel';
import type { Sector } from '../carbon-market';

/** The days of a compliance cycle (CYC-01 to CYC-08); undefined where the cycle has no such step for the sector. */
export interface ComplianceDates {
  readonly annualReport: ChinaDate;
  readonly verification: ChinaDate;
  readonly preAllocation?: ChinaDate;
  readonly approvalFiled: ChinaDate;
  readonly finalIssue: ChinaDate;
  readonly surrender: ChinaDate;
  readonly nextList: ChinaDate;
  readonly nextPlan: ChinaDate;
}

/** What is offered to meet an obligation. */
export type OfferedUnits =
  | {
      readonly kind: 'allowance';
      readonly instrument: string;
      readonly quantity: bigint;
      /** Whether the units came out of a carry-over. */
      readonly carriedOver?: boolean;
    }
  | {
      readonly kind: 'credit';
      readonly instrument: string;
      readonly quantity: bigint;
      /** Unknown means not eligible (RULES.md 8, trap 8). */
      readonly registeredOn?: ChinaDate;
      readonly coveredByEts?: boolean;
    };

export interface SurrenderOffer {
  readonly obligationYear: number;
  readonly dueT: bigint;
  readonly offered: readonly OfferedUnits[];
  /** Whether it is for a year whose deadline has passed (SUR-010). */
  readonly arrears?: boolean;
  readonly on: ChinaDate;
}

export interface OfferedOutcome {
  readonly instrument: string;
  readonly acceptedT: bigint;
  readonly refusedT: bigint;
  /** Rule ID and words for what was refused. */
  readonly reason?: { readonly rule: string; readonly zh: string; readonly en: string };
}

/** What a surrender of these units would come to (SUR-001 to SUR-013). */
export interface SurrenderJudgement {
  /** The most credits that count, rounded down (SUR-003). */
  readonly ccerCapT: bigint;
  readonly accepted: readonly OfferedOutcome[];
  readonly acceptedT: bigint;
  readonly shortfallT: bigint;
  readonly fulfilled: boolean;
  readonly rules: readonly string[];
}

export interface CarryOverJudgement {
  readonly netSoldT: bigint;
  readonly formulaT: bigint;
  readonly limitT: bigint;
  /** CAR-008: the smallest further sale with which all that is left could be carried over. */
  readonly extraSaleForAllT: bigint;
}

/** Status of a holder's compliance (REG-011). */
export const COMPLIANCE_STATUSES = ['not-applicable', 'excluded', 'C', 'B', 'A'] as const;
export type ComplianceStatus = (typeof COMPLIANCE_STATUSES)[number];

export interface ComplianceScope {
  readonly sector: Sector;
  readonly dataYear: number;
}
