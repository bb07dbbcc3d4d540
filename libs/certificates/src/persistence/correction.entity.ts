import type { ChinaMonth } from '@carbon/kernel';
import type { ElectricityClass } from '../domain/electricity-class';
import type { Wh } from '../domain/energy';
import { wholeNumber } from './columns';
import { entity } from './entity';

/** A later figure of a month that was issued (INV-04: nothing of the month itself changes). */
export interface MeterMonthCorrection {
  readonly id: string;
  readonly plantId: string;
  readonly month: ChinaMonth;
  readonly electricityClass: ElectricityClass;
  /** The latest issued month when it was made; the issue after it takes it in. */
  readonly afterMonth: ChinaMonth;
  readonly previousWh: Wh;
  readonly energyWh: Wh;
  readonly addedFromWh: Wh | null;
  readonly addedToWh: Wh | null;
  readonly owedWh: Wh;
  readonly cancelled: bigint;
  readonly transactionId: bigint | null;
  readonly whPerCertificate: Wh;
  readonly basis: string;
  readonly evidenceHash: Buffer;
  readonly documentHash: Buffer | null;
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  readonly recordedAt: Date;
}

export const correctionEntity = entity<MeterMonthCorrection>({
  name: 'MeterMonthCorrection',
  tableName: 'meter_month_correction',
  columns: {
    id: { type: 'uuid', primary: true },
    plantId: { type: 'uuid', name: 'plant_id' },
    month: { type: 'text' },
    electricityClass: { type: 'text', name: 'electricity_class' },
    afterMonth: { type: 'text', name: 'after_month' },
    previousWh: { type: 'bigint', name: 'previous_wh', transformer: wholeNumber },
    energyWh: { type: 'bigint', name: 'energy_wh', transformer: wholeNumber },
    addedFromWh: { type: 'bigint', name: 'added_from_wh', nullable: true, transformer: wholeNumber },
    addedToWh: { type: 'bigint', name: 'added_to_wh', nullable: true, transformer: wholeNumber },
    owedWh: { type: 'bigint', name: 'owed_wh', transformer: wholeNumber },
    cancelled: { type: 'bigint', transformer: wholeNumber },
    transactionId: { type: 'bigint', name: 'transaction_id', nullable: true, transformer: wholeNumber },
    whPerCertificate: { type: 'bigint', name: 'wh_per_certificate', transformer: wholeNumber },
    basis: { type: 'text' },
    evidenceHash: { type: 'bytea', name: 'evidence_hash' },
    documentHash: { type: 'bytea', name: 'document_hash', nullable: true },
    proposedBy: { type: 'text', name: 'proposed_by' },
    approvedBy: { type: 'text', name: 'approved_by', nullable: true },
    recordedAt: { type: 'timestamptz', name: 'recorded_at' },
  },
});
