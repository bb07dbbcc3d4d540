import type { ChinaDate } from '@carbon/kernel';
import type { Sector } from '../carbon-market';
import type { UnitClass } from '../verified';

/** What stands below an enterprise: its sites, their units and lines, the devices that measure those (S05). */
export const FACILITY_LEVELS = ['site', 'unit', 'device'] as const;
export type FacilityLevel = (typeof FACILITY_LEVELS)[number];

export const UNIT_KINDS = ['power-unit', 'steel-process', 'clinker-line', 'electrolysis', 'other'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const DEVICE_KINDS = ['meter', 'weighbridge', 'flow-meter', 'analyser', 'other'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** What is known of a site. Coordinates are decimal degrees, WGS 84. */
export interface SiteFacts {
  readonly nameZh: string;
  readonly nameEn: string;
  /** GB/T 2260 name as holders carry it, e.g. 浙江. */
  readonly province: string;
  /** GB/T 2260 code of the city, six digits. */
  readonly cityCode: string;
  readonly latitude?: string;
  readonly longitude?: string;
  readonly closedOn?: ChinaDate;
}

/** What the class of a generating unit rests on (ALC-006). Percentages are decimals of its yearly heat input. */
export interface PowerFacts {
  readonly mainFuel: 'coal' | 'gas';
  readonly ratedMw: string;
  readonly circulatingFluidisedBed?: boolean;
  /** Heat from gangue, slime and slurry. */
  readonly unconventionalHeatPercent?: string;
  /** Heat from anything but the main fuel. */
  readonly otherFuelHeatPercent?: string;
  readonly cooling?: 'water' | 'air';
  readonly suppliesHeat?: boolean;
}

/** What is known of a unit or line. */
export interface UnitFacts {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: UnitKind;
  /** The market under which it counts: one at a time (ETS-005). */
  readonly market: string;
  readonly sector: Sector;
  /** Product output it can make in a year, decimal tonnes. */
  readonly capacityT?: string;
  readonly power?: PowerFacts;
  readonly unitClass?: UnitClass;
  /** Codes of units of the same site that are reported together with it. */
  readonly mergedWith?: readonly string[];
  readonly commissionedOn: ChinaDate;
  readonly closedOn?: ChinaDate;
}

/** What is known of a device below a unit. */
export interface DeviceFacts {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: DeviceKind;
  readonly serial: string;
  readonly model: string;
  readonly accuracy: string;
  readonly location: string;
  /** Its number among the devices that send readings, where it is one. */
  readonly meter?: string;
  readonly calibratedOn?: ChinaDate;
  readonly removedOn?: ChinaDate;
}
