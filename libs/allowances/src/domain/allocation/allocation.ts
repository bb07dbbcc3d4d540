import type { CarbonMarket, Sector } from '../carbon-market';
import type { UnitClass } from '../verified';

/** A generating unit as allocation sees it. Decimals are strings; `verifiedT` is absent before verification. */
export interface AllocationUnit {
  readonly id: string;
  readonly class: UnitClass;
  /** Not needed where the basis is what was supplied. */
  readonly generationMwh?: string;
  readonly suppliedMwh?: string;
  readonly heatGj: string;
  readonly heatFuel?: 'coal' | 'gas';
  /** Not needed of units whose Ff is always 1. */
  readonly loadFactorPercent?: string;
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
  /** Whether the gas exemption raised it (ALC-007). */
  readonly exempt: boolean;
}

/** What one enterprise of the power sector gets (ALC-001 to ALC-014). */
export interface PowerAllocation {
  readonly units: readonly UnitAllocation[];
  /** The units' approved amounts together. */
  readonly initialT: bigint;
  /** With the top-up. */
  readonly approvedT: bigint;
  /** Absent unless known of every unit; the gaps likewise. */
  readonly verifiedT?: bigint;
  /** ALC-008: what was added so that the gap is bearable. */
  readonly topUpT: bigint;
  /** Two decimals; of what is missing before the top-up, in percent of verified, never below 0. */
  readonly gapPercent?: string;
  /** The same after the top-up. */
  readonly gapAfterPercent?: string;
  /** Rule IDs that decided. */
  readonly rules: readonly string[];
}

/** An enterprise of steel, cement or aluminium, or one of its lines (ALC-021 to ALC-025). */
export interface IndustryFirm {
  readonly id: string;
  readonly emissionsT: bigint;
  /** Decimal, in the sector's unit (ALC-023); not needed where it gets what was verified. */
  readonly intensity?: string;
  readonly special?: string;
}

export interface FirmAllocation {
  readonly id: string;
  /** X in percent; absent where there is no balance value to lie away from. */
  readonly deviationPercent?: string;
  /** alpha. */
  readonly coefficient: string;
  readonly allowanceT: bigint;
}

export interface IndustryAllocation {
  /** BP, the sector's balance value, as it was used; absent where the method has none. */
  readonly balance?: string;
  readonly firms: readonly FirmAllocation[];
  readonly rules: readonly string[];
}

/** How much a market gives a sector for a year, and by which method; made from a pack by `allocationRules`. */
export interface AllocationScope {
  readonly market: CarbonMarket;
  readonly sector: Sector;
  readonly year: number;
}
