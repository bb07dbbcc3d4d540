import type { CarbonMarket, Sector } from './carbon-market';

/** ALC-006: I conventional coal from 400 MW, II below, III unconventional coal, IV gas. */
export const UNIT_CLASSES = ['I', 'II', 'III', 'IV'] as const;
export type UnitClass = (typeof UNIT_CLASSES)[number];

/** Kinds of units that get what they emitted (ALC-013), and of cement lines (ALC-025). */
export type SpecialUnit = string;

/** What was verified of one generating unit in a year. Decimals are strings. */
export interface VerifiedUnit {
  readonly id: string;
  readonly class: UnitClass;
  readonly generationMwh: string;
  /** Electricity supplied, the basis of 2019 to 2022. */
  readonly suppliedMwh?: string;
  readonly heatGj: string;
  readonly heatFuel?: 'coal' | 'gas';
  readonly loadFactorPercent: string;
  readonly airCooled?: boolean;
  readonly heatRatioPercent?: string;
  readonly verifiedT: bigint;
  readonly special?: SpecialUnit;
}

/** What was verified of one production line or process in a year (ALC-023). */
export interface VerifiedLine {
  readonly id: string;
  readonly emissionsT: bigint;
  /** Product output, decimal tonnes. */
  readonly outputT: string;
  readonly special?: SpecialUnit;
}

/** The verified emissions of one enterprise in one data year: the obligation (SUR-001) and what allocation rests on. */
export interface VerifiedFigures {
  readonly market: CarbonMarket | (string & {});
  readonly year: number;
  readonly holderId: string;
  readonly sector: Sector;
  /** GB/T 2260 name as holders carry it, e.g. 浙江. */
  readonly province: string | null;
  /** Whole tonnes CO2e, direct emissions. */
  readonly verifiedT: bigint;
  readonly units: readonly VerifiedUnit[];
  readonly lines: readonly VerifiedLine[];
  /** Where it comes from: `report:<id>`, `import:<job>`. */
  readonly source: string;
}
