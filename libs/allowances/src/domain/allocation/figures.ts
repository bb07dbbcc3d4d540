import type { Text } from '@carbon/kernel';
import type { Sector } from '../carbon-market';
import type { UnitClass } from '../verified';

/** How allowances of a sector are found; what each needs stands in further figures of the same sector. */
export type MethodFigure =
  /** ALC-001, ALC-005: electricity and heat by benchmarks of the unit's class. */
  | { readonly kind: 'benchmark'; readonly basis: 'generation' | 'supplied' }
  /** ALC-020 */
  | { readonly kind: 'equal-to-verified' }
  /** ALC-021: by how far the own intensity lies from the sector's balance value. */
  | { readonly kind: 'balance-curve'; readonly slope: string; readonly threshold: string }
  /** Historic emissions times a factor. */
  | { readonly kind: 'historic'; readonly factor: string }
  /** Output times a benchmark. */
  | { readonly kind: 'output-benchmark'; readonly benchmark: string; readonly per: Text }
  /** The same quantity for everybody. */
  | { readonly kind: 'fixed'; readonly quantityT: bigint }
  /** Activity level, product benchmark, carbon-leakage factor and cross-sectoral correction factor. */
  | {
      readonly kind: 'activity-benchmark';
      readonly products: readonly ProductBenchmark[];
      readonly leakage: { readonly exposed: string; readonly other: string };
      readonly correction: string;
    };

export interface ProductBenchmark {
  readonly product: string;
  readonly title: Text;
  /** tCO2e per unit of activity. */
  readonly benchmark: string;
}

/** t CO2 per MWh by class, t CO2 per GJ of heat by fuel. */
export interface Benchmarks {
  readonly electricity: Readonly<Record<UnitClass, string>>;
  readonly heat: { readonly coal: string; readonly gas: string };
}

/** One stretch of a load-adjustment curve. Which unit F is in belongs to the shape (RULES.md 8, trap 4). */
export type CurvePiece =
  /** base ^ (offset - slope F), F as a fraction. */
  | {
      readonly shape: 'power';
      readonly belowPercent: string;
      readonly base: string;
      readonly offset: string;
      readonly slope: string;
    }
  /** value + slope (at - F), F in percent. */
  | {
      readonly shape: 'linear';
      readonly belowPercent: string;
      readonly value: string;
      readonly slope: string;
      readonly at: string;
    }
  /** constant - sum of amplitude (1 - e^(-F/scale)), F in percent. */
  | {
      readonly shape: 'saturating';
      readonly belowPercent: string;
      readonly constant: string;
      readonly terms: readonly { readonly amplitude: string; readonly scale: string }[];
    };

/** Ff by load factor: the first piece whose bound lies above F counts; from the last bound on Ff is 1. */
export interface LoadFactorCurve {
  /** Classes it is for; for the others Ff is 1. */
  readonly classes: readonly UnitClass[];
  /** Whether units that supply heat have it too. */
  readonly withHeat: boolean;
  readonly pieces: readonly CurvePiece[];
}

export type RoundingMode = 'floor' | 'half-up';

/** ALC-004 */
export interface PowerRounding {
  readonly loadFactorDecimals: number;
  readonly gapDecimals: number;
  /** Of the generation part, the heat part and the top-up. */
  readonly tonnes: RoundingMode;
  /** What is taken over from another year's rules because the rules of this one do not say it. */
  readonly assumed?: Text;
}

/** Fl and Fr of ALC-005. */
export interface SupplyFactors {
  readonly airCooled: string;
  /** What Fr falls by for a heat ratio of 1. */
  readonly heatRatio: { readonly coal: string; readonly gas: string };
}

/** What is done for units and entities that come short. */
export interface Relief {
  /** ALC-007: classes whose approved amount is never below verified emissions. */
  readonly exemptClasses: readonly UnitClass[];
  /** ALC-008: share of verified emissions that every entity gets at least. */
  readonly floorShare: string;
  /** What is taken over from other years. */
  readonly assumed?: Text;
}

/** A kind of unit or line that gets what it emitted (ALC-013, ALC-025), or of entity that is treated apart (ALC-010). */
export interface SpecialKind {
  readonly kind: string;
  readonly title: Text;
  /** Bound of the kind in percent, where it has one: it is for more than that. */
  readonly overPercent?: string;
}

/** ALC-009 */
export interface PreAllocationFigure {
  readonly share: string;
  readonly rounding: RoundingMode;
  /** Whether the share is only the most that may be given. */
  readonly atMost: boolean;
  readonly assumed?: Text;
}

/** ALC-023: emissions over output; what counts as either. */
export interface IntensityFigure {
  readonly emissions: Text;
  readonly output: Text;
}

/** ETS-008: the instruments of a market, a name for all years of a span or one for each year. */
export interface VintageFigure {
  readonly prefix: string;
  readonly suffix: 'none' | 'yy';
  readonly title: Text;
}

/** What a pack may say of a sector, by the name of the figure. */
export interface SectorFigures {
  readonly method: MethodFigure;
  readonly benchmarks: Benchmarks;
  readonly 'load-factor': LoadFactorCurve;
  readonly 'supply-factors': SupplyFactors;
  readonly rounding: PowerRounding;
  readonly relief: Relief;
  readonly special: readonly SpecialKind[];
  readonly 'pre-allocation': PreAllocationFigure;
  readonly intensity: IntensityFigure;
  readonly gases: readonly string[];
  /** ALC-010: entities whose allowances are issued to the provincial account alone. */
  readonly 'differentiated-issue': readonly SpecialKind[];
  /** ALC-012: working days for a new approval after a verified figure changed. */
  readonly 'reapproval-days': number;
  /** Of each enterprise's result, where the method has no rounding of its own. */
  readonly tonnes: RoundingMode;
}

export type SectorFigure = keyof SectorFigures;
export type SectorKey = `${Sector}.${SectorFigure}`;
