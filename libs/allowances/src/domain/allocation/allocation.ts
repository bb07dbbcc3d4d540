import type { CarbonMarket, Sector } from '../carbon-market';
import type { UnitClass, VerifiedLine } from '../verified';

/** A generating unit as allocation sees it. Decimals are strings; `verifiedT` is absent before verification. */
export interface AllocationUnit {
  readonly id: string;
  readonly class: UnitClass;
  readonly generationMwh: string;
  readonly suppliedMwh?: string;
  readonly heatGj: string;
  readonly heatFuel?: 'coal' | 'gas';
  readonly loadFactorPercent: string;
  readonly airCooled?: boolean;
  readonly heatRatioPercent?: string;
  readonly verifiedT?: bigint;
  /** A kind of special unit that the pack knows (ALC-013). */
  readonly special?: string;
}

export interface UnitAllocation {
  readonly id: string;
  /** Ff, six decimals (ALC-004). */
  readonly loadFactor: string;
  readonly generationPart: bigint;
  readonly heatPart: bigint;
  readonly initialT: bigint;
  readonly approvedT: bigint;
}

/** What one enterprise of the power sector gets (ALC-001 to ALC-014). */
export interface PowerAllocation {
  readonly units: readonly UnitAllocation[];
  readonly initialT: bigint;
  readonly approvedT: bigint;
  readonly verifiedT: bigint;
  /** ALC-008: what was added so that the gap is bearable. */
  readonly topUpT: bigint;
  /** Two decimals; of what is missing before the top-up, in percent of verified. */
  readonly gapPercent: string;
  /** Rule IDs that decided. */
  readonly rules: readonly string[];
}

/** An enterprise of steel, cement or aluminium, or one of its lines (ALC-021 to ALC-025). */
export interface IndustryFirm {
  readonly id: string;
  readonly emissionsT: bigint;
  /** Decimal, in the sector's unit (ALC-023). */
  readonly intensity: string;
  readonly special?: string;
}

export interface FirmAllocation {
  readonly id: string;
  /** X in percent. */
  readonly deviationPercent: string;
  /** alpha. */
  readonly coefficient: string;
  readonly allowanceT: bigint;
}

export interface IndustryAllocation {
  /** BP, the sector's balance value, as it was used. */
  readonly balance: string;
  readonly firms: readonly FirmAllocation[];
  readonly rules: readonly string[];
}

/** How much a market gives a sector for a year, and by which method; made from a pack by `allocationRules`. */
export interface AllocationScope {
  readonly market: CarbonMarket;
  readonly sector: Sector;
  readonly year: number;
}

/** I of ALC-023 from verified lines of a sector, decimal; undefined without output. */
export type IntensityOf = (lines: readonly VerifiedLine[]) => string | undefined;
