import type { RuleReference } from '../../domain/index';

export const PENALTY_RULES = [
  'PEN-001',
  'PEN-002',
  'PEN-003',
  'PEN-004',
  'PEN-005',
  'PEN-006',
  'PEN-007',
  'PEN-008',
] as const;
export type PenaltyRule = (typeof PENALTY_RULES)[number];

/** Fen, both ends included. */
export interface FenRange {
  readonly from: bigint;
  readonly to: bigint;
}

/** What a decision may come to, as the rules are on the day. */
export interface PenaltyRange {
  readonly rule: PenaltyRule;
  readonly fine: FenRange;
  /** For each natural person that answers for it; undefined where the rule fines none. */
  readonly persons: FenRange | undefined;
  /** How many tonnes may be taken off the next allocation: nothing or exactly these (C-4). */
  readonly deductionT: bigint;
  /** Percent of the next allocation that may be cut, for fraud that is not corrected; undefined where none. */
  readonly cutPercent: { readonly from: string; readonly to: string } | undefined;
  /** Officers that an inspection needs. */
  readonly inspectors: number;
  readonly rules: readonly string[];
  readonly pack: RuleReference;
}

/** What somebody decides. Fen. */
export interface ChosenPenalty {
  readonly fineFen: bigint;
  readonly confiscatedFen: bigint;
  readonly personsFen: readonly bigint[];
  readonly deductionT: bigint;
  readonly cutPercent: string | undefined;
  readonly inspectors: number | undefined;
}
