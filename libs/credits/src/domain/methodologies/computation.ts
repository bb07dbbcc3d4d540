import type { ChinaMonth } from '@carbon/kernel';
import type { Certainty } from '@carbon/rules/domain';
import type { Factor, Measured, Rounding, StepRole } from './methodology';

/** What a project and its monitoring give a methodology to compute with. */
export interface ComputationInputs {
  /** By name: the parameters for which the methodology has no value of its own. */
  readonly parameters: Readonly<Record<string, Measured>>;
  /** By month, in order of time: the inputs monitored each month. */
  readonly months: readonly {
    readonly month: ChinaMonth;
    readonly values: Readonly<Record<string, Measured>>;
  }[];
  /** By name: the inputs given once for the period. */
  readonly period: Readonly<Record<string, Measured>>;
}

/** One step as it was computed: enough to compute it again by hand. */
export interface ComputedStep {
  readonly name: string;
  /** The month of a monthly step. */
  readonly month?: ChinaMonth;
  readonly role: StepRole;
  readonly expression: string;
  /** The values that the expression named; for those under `sum`, the sum's terms by month (`exportMwh[2026-01]`). */
  readonly inputs: Readonly<Record<string, string>>;
  readonly value: string;
  readonly unit: string;
  readonly rounding?: Rounding;
  readonly rules: readonly string[];
  readonly certainty: Certainty;
}

/** A computation that can be checked line by line. */
export interface Computation {
  /** The methodology's code, the edition of its file, and the hash of that file. */
  readonly methodology: { readonly code: string; readonly version: string; readonly hash: string };
  readonly steps: readonly ComputedStep[];
  /** The published factors that parameters were set to. */
  readonly factors: readonly { readonly parameter: string; readonly factor: Factor }[];
  /** Exact reduction in tCO2, before the floor. */
  readonly exactT: string;
  /** Whole tonnes: the floor, never below zero. */
  readonly reductionT: bigint;
  /** The rules used, and the certainty of the worst founded figure. */
  readonly rules: readonly string[];
  readonly certainty: Certainty;
}
