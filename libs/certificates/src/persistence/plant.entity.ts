import type { ChinaDate, ChinaMonth } from '@carbon/kernel';
import type { Wh } from '../domain/energy';
import type { PlantCode } from '../domain/plant-code';
import type { ProvinceCode } from '../domain/provinces';
import type { PowerUse, TechnologyCode } from '../domain/technology';
import { wholeNumber } from './columns';
import { entity } from './entity';

export const FILED_BY = ['owner', 'grid-company'] as const;
export type FiledBy = (typeof FILED_BY)[number];
export const SUBSIDY_CLASSES = ['subsidised', 'unsubsidised', 'unknown'] as const;
export type SubsidyClass = (typeof SUBSIDY_CLASSES)[number];

/** A power plant as filed (建档立卡, GEC-016). */
export interface Plant {
  readonly id: string;
  readonly code: PlantCode;
  /** Short code in files, e.g. `DLH50`. */
  readonly shortCode: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly province: ProvinceCode;
  readonly technology: TechnologyCode;
  readonly capacityW: bigint;
  readonly connectedMonth: ChinaMonth;
  /** The day of grid connection; null where only its month is filed. */
  readonly connectedOn: ChinaDate | null;
  readonly powerUse: PowerUse;
  /** Hydro: all its power is sold on the market (GEC-004). */
  readonly marketBased: boolean;
  /** The owner. */
  readonly holderId: string;
  /** The owner's account that receives the certificates. */
  readonly accountNumber: string;
  readonly publishedAnnualWh: Wh | null;
  /** GEC-006: storage stands beside the plant and must be metered apart. */
  readonly hasStorage: boolean;
  readonly subsidyClass: SubsidyClass;
  /** GEC-016: who filed it. */
  readonly filedBy: FiledBy;
  /** Where the figures come from; synthetic ones say so. */
  readonly source: string;
  readonly filedAt: Date;
}

export const plantEntity = entity<Plant>({
  name: 'Plant',
  tableName: 'plant',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    shortCode: { type: 'text', name: 'short_code' },
    nameZh: { type: 'text', name: 'name_zh' },
    nameEn: { type: 'text', name: 'name_en' },
    province: { type: 'text' },
    technology: { type: 'text' },
    capacityW: { type: 'bigint', name: 'capacity_w', transformer: wholeNumber },
    connectedMonth: { type: 'text', name: 'connected_month' },
    connectedOn: { type: 'date', name: 'connected_on', nullable: true },
    powerUse: { type: 'text', name: 'power_use' },
    marketBased: { type: 'boolean', name: 'market_based' },
    holderId: { type: 'uuid', name: 'holder_id' },
    accountNumber: { type: 'text', name: 'account_number' },
    publishedAnnualWh: {
      type: 'bigint',
      name: 'published_annual_wh',
      nullable: true,
      transformer: wholeNumber,
    },
    hasStorage: { type: 'boolean', name: 'has_storage' },
    subsidyClass: { type: 'text', name: 'subsidy_class' },
    filedBy: { type: 'text', name: 'filed_by' },
    source: { type: 'text' },
    filedAt: { type: 'timestamptz', name: 'filed_at' },
  },
});
