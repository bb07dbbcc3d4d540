import type { ChinaDate, Text } from '@carbon/kernel';
import type { Certainty } from '@carbon/rules/domain';

/** Which rules a figure or statement comes from, where it was read, and how well it is founded. */
export interface Founded {
  readonly rules: readonly string[];
  readonly source: string;
  readonly certainty: Certainty;
}

/** A decimal string with the unit it is meant in: `{ value: "12.5", unit: "MWh" }`. */
export interface Measured {
  readonly value: string;
  readonly unit: string;
}

/** Which way a figure makes the reduction smaller: what is uncertain is set there (CCR-014). */
export type ConservativeDirection = 'lower' | 'higher';

/** A published factor that a parameter may be set to; its id and purpose stay with every figure made of it (ELF-001). */
export interface Factor extends Founded {
  readonly id: string;
  readonly purpose: Text;
  readonly dataYear: number;
  readonly value: string;
}

export interface MethodologyParameter extends Founded {
  readonly name: string;
  readonly title: Text;
  readonly unit: string;
  /** Decimal string; absent where the project's design document must give it. */
  readonly value?: string;
  readonly conservative: ConservativeDirection;
  /** Where the project may only choose one of these. */
  readonly factors?: readonly Factor[];
  /** Smallest and largest value that a project may give. */
  readonly minimum?: string;
  readonly maximum?: string;
}

/** What a meter of the project is there for. */
export const METER_ROLES = ['export', 'import', 'generation', 'consumption', 'flow', 'none'] as const;
export type MeterRole = (typeof METER_ROLES)[number];

export interface MonitoredInput extends Founded {
  readonly name: string;
  readonly title: Text;
  readonly unit: string;
  /** Given for each month of the period, or once for the whole of it. */
  readonly every: 'month' | 'period';
  readonly meter: MeterRole;
  readonly conservative: ConservativeDirection;
  readonly minimum?: string;
  readonly maximum?: string;
  /** What counts when nothing is reported, e.g. no meter fault; without it a missing value is refused. */
  readonly absent?: string;
}

/** What a check may ask of a project: a number in a unit, or yes or no (`unit` is `boolean`). */
export interface ProjectFact extends Founded {
  readonly name: string;
  readonly title: Text;
  readonly unit: string;
}

/** A fact as a project states it. */
export type FactValue = Measured | boolean;

/** True, or the project may not use the methodology; what is unknown is not true. */
export interface ApplicabilityCheck extends Founded {
  readonly name: string;
  readonly expression: string;
  readonly message: Text;
}

export interface Rounding {
  readonly direction: 'down' | 'up';
  /** Decimal places that stay. */
  readonly places: number;
}

/** What a step's value is to the balance: decides which way it may be rounded (CCR-014). */
export const STEP_ROLES = ['intermediate', 'baseline', 'project', 'leakage', 'reduction'] as const;
export type StepRole = (typeof STEP_ROLES)[number];

export interface FormulaStep extends Founded {
  readonly name: string;
  readonly title: Text;
  readonly unit: string;
  readonly role: StepRole;
  /** A monthly step has a value for each month; `sum(name)` adds them up. */
  readonly every: 'month' | 'period';
  readonly expression: string;
  /** Needed where the expression divides, for a quotient may not end. */
  readonly rounding?: Rounding;
}

export interface CreditingLimits extends Founded {
  readonly minimumYears?: number;
  /** Absent where none was found. */
  readonly maximumYears?: number;
  /** Whether it must end within the lifetime of the project. */
  readonly insideLifetime: boolean;
}

/** Whether a project must show that it would not have been without the credits (CCR-001). */
export interface Additionality extends Founded {
  readonly rule: 'waived' | 'waived-if' | 'must-be-shown';
  /** For `waived-if`: an expression over the facts. */
  readonly waivedIf?: string;
}

/** What one unit stands for: decides the source key, and whether green certificates of it must end (EXC-001..4). */
export type SourceKind = 'energy' | 'reduction' | 'stock';

/**
 * A methodology as data that runs. Parameters, monitored inputs, facts and steps share one name space; expressions name
 * them. The result is the step whose role is `reduction`, in tCO2, floored to whole tonnes.
 */
export interface Methodology extends Founded {
  /** The code with its official version, `CCER-01-002-V01`. */
  readonly code: string;
  /** Other names under which it is filed. */
  readonly aliases: readonly string[];
  /** The edition of this file, `2026.1`, and the SHA-256 of its canonical JSON. */
  readonly version: string;
  readonly hash: string;
  readonly title: Text;
  readonly field: Text;
  readonly effectiveFrom: ChinaDate;
  readonly effectiveTo?: ChinaDate;
  /** Whether formula and parameters are those of the official text; projects are refused under one that is not. */
  readonly complete: boolean;
  /** What is not known, where it is not complete. */
  readonly missing?: Text;
  readonly sourceKind: SourceKind;
  readonly crediting: CreditingLimits;
  readonly additionality: Additionality;
  readonly parameters: readonly MethodologyParameter[];
  readonly monitored: readonly MonitoredInput[];
  readonly facts: readonly ProjectFact[];
  readonly checks: readonly ApplicabilityCheck[];
  /** What the figures of a computation must meet among themselves, over parameters and inputs of the period. */
  readonly conditions: readonly ApplicabilityCheck[];
  /** Empty where the formula is not known. */
  readonly steps: readonly FormulaStep[];
}
