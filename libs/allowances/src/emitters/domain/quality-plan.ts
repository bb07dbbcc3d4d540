/** What a version of a plan is: written, handed in, or handed in and given back with remarks. */
export const PLAN_STATES = ['draft', 'submitted', 'returned'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** Where the data of a parameter come from. */
export const PLAN_SOURCES = ['measured', 'default', 'settlement-voucher', 'other'] as const;

/** How one parameter of one unit is monitored. */
export interface PlannedParameter {
  /** Code of the unit or line, with its site: `ST000001/U1`. */
  readonly unit: string;
  readonly parameter: string;
  /** Fuel or material, where it is of one. */
  readonly material?: string;
  readonly measuredIn: string;
  readonly source: (typeof PLAN_SOURCES)[number];
  readonly device: string;
  readonly model: string;
  readonly location: string;
  readonly measuredEvery: string;
  readonly accuracy: string;
  readonly calibratedEvery: string;
  readonly recordedEvery: string;
  readonly missingData: string;
  /** A department or post, never a name. */
  readonly responsible: string;
  readonly archiving: string;
}

/** What a plan says of a year. */
export interface QualityPlanContent {
  /** What is inside the boundary, in words. */
  readonly boundary: string;
  /** What changed since the plan before, and why. */
  readonly changes?: string;
  readonly parameters: readonly PlannedParameter[];
}
