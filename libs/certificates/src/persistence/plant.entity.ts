import type { ChinaMonth } from '@carbon/kernel';
import type { Wh } from '../domain/energy';
import type { PlantCode } from '../domain/plant-code';
import type { ProvinceCode } from '../domain/provinces';
import type { PowerUse, TechnologyCode } from '../domain/technology';
import { wholeNumber } from './columns';
import { entity } from './entity';

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
  readonly powerUse: PowerUse;
  /** Hydro: all its power is sold on the market (GEC-004). */
  readonly marketBased: boolean;
  /** The owner. */
  readonly holderId: string;
  /** The owner's account that receives the certificates. */
  readonly accountNumber: string;
  readonly publishedAnnualWh: Wh | null;
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
    source: { type: 'text' },
    filedAt: { type: 'timestamptz', name: 'filed_at' },
  },
});
