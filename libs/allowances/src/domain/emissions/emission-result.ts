import type { Certainty } from '@carbon/rules/domain';
import type { Stream } from './streams';

export const GASES = ['CO2', 'CF4', 'C2F6'] as const;
export type Gas = (typeof GASES)[number];

/** One figure that a step used: the enterprise's own, or a factor of the library by its id. */
export interface UsedFigure {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly factor?: string;
  readonly certainty?: Certainty;
}

/** One flow's emissions of one gas, with all that it was calculated from. */
export interface EmissionStep {
  readonly part: string;
  readonly stream: Stream;
  readonly material: string;
  readonly month: string | null;
  readonly gas: Gas;
  readonly formula: string;
  readonly inputs: readonly UsedFigure[];
  /** tCO2e, decimal; below zero for carbon that leaves in products. */
  readonly emissionsT: string;
}

/** What a unit or line emitted. */
export interface EmissionPart {
  readonly id: string;
  /** tCO2e as calculated, decimal; direct, and what of purchased electricity counts. */
  readonly exactT: string;
  /** Purchased electricity, shown apart. */
  readonly electricityT: string;
  /** Half-up; never below zero. */
  readonly wholeT: string;
}

/** What a report comes to. All figures are decimal strings: one report has one byte form. */
export interface EmissionResult {
  readonly sector: string;
  readonly year: number;
  readonly method: 'factor' | 'mass-balance';
  readonly parts: readonly EmissionPart[];
  readonly directT: string;
  readonly electricityT: string;
  readonly electricityCounts: boolean;
  readonly exactT: string;
  /** Whole tonnes, half-up. */
  readonly totalT: string;
  readonly byGas: Readonly<Record<Gas, string>>;
  readonly steps: readonly EmissionStep[];
  readonly rules: readonly string[];
  readonly pack: {
    readonly id: string;
    readonly version: string;
    readonly hash: string;
    readonly certainty: Certainty;
  };
}
