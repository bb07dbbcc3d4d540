import type { ChinaMonth } from '@carbon/kernel';
import type { Reporter } from '../domain/csv/meter-months-csv';
import type { Wh } from '../domain/energy';
import type { EnergySplit } from '../domain/energy-split';
import { wholeNumber } from './columns';
import { entity } from './entity';

/** The metered energy of one plant and month as one reporter says it (GEC-002). */
export interface MeterMonth extends EnergySplit {
  readonly id: string;
  readonly plantId: string;
  readonly month: ChinaMonth;
  readonly reportedBy: Reporter;
  readonly energyWh: Wh;
  readonly basis: string;
  /** SHA-256 of the canonical row. */
  readonly evidenceHash: Buffer;
  /** SHA-256 of the file it stood in; null for rows that came one by one. */
  readonly fileHash: Buffer | null;
  readonly importedBy: string;
  readonly importedAt: Date;
}

export const meterMonthEntity = entity<MeterMonth>({
  name: 'MeterMonth',
  tableName: 'meter_month',
  columns: {
    id: { type: 'uuid', primary: true },
    plantId: { type: 'uuid', name: 'plant_id' },
    month: { type: 'text' },
    reportedBy: { type: 'text', name: 'reported_by' },
    energyWh: { type: 'bigint', name: 'energy_wh', transformer: wholeNumber },
    priceSettledWh: { type: 'bigint', name: 'price_settled_wh', transformer: wholeNumber },
    gridAgencyWh: { type: 'bigint', name: 'grid_agency_wh', transformer: wholeNumber },
    selfUseWh: { type: 'bigint', name: 'self_use_wh', transformer: wholeNumber },
    offGridWh: { type: 'bigint', name: 'off_grid_wh', transformer: wholeNumber },
    storageWh: { type: 'bigint', name: 'storage_wh', transformer: wholeNumber },
    basis: { type: 'text' },
    evidenceHash: { type: 'bytea', name: 'evidence_hash' },
    fileHash: { type: 'bytea', name: 'file_hash', nullable: true },
    importedBy: { type: 'text', name: 'imported_by' },
    importedAt: { type: 'timestamptz', name: 'imported_at' },
  },
});
