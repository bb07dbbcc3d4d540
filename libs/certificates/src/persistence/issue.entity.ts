import type { ChinaMonth } from '@carbon/kernel';
import type { Withheld } from '../domain/class-issue';
import type { Wh } from '../domain/energy';
import type { SourceRange } from '../domain/monthly-issue';
import { sourceRanges, wholeNumber, withheldRanges } from './columns';
import { entity } from './entity';

/** The issue (核发) of one plant and month: certificates 1 to `certificates` of its instrument. */
export interface Issue {
  readonly id: string;
  readonly plantId: string;
  readonly month: ChinaMonth;
  readonly meterMonthId: string;
  readonly instrument: string;
  /** The ledger's transaction; null when no whole certificate came of the month. */
  readonly transactionId: bigint | null;
  readonly certificates: bigint;
  readonly energyWh: Wh;
  readonly carriedInWh: Wh;
  readonly remainderWh: Wh;
  readonly whPerCertificate: Wh;
  readonly consumed: readonly SourceRange[];
  readonly carried: readonly SourceRange[];
  /** Energy that later figures added to earlier months. */
  readonly addedWh: Wh;
  /** Energy that makes no certificate, and why. */
  readonly withheldWh: Wh;
  readonly withheld: readonly Withheld[];
  /** EXC-003: the project that had reserved the energy, when certificates were born locked. */
  readonly lockedFor: string | null;
  readonly packId: string;
  readonly packVersion: string;
  readonly issuedAt: Date;
}

export const issueEntity = entity<Issue>({
  name: 'Issue',
  tableName: 'issue',
  columns: {
    id: { type: 'uuid', primary: true },
    plantId: { type: 'uuid', name: 'plant_id' },
    month: { type: 'text' },
    meterMonthId: { type: 'uuid', name: 'meter_month_id' },
    instrument: { type: 'text' },
    transactionId: { type: 'bigint', name: 'transaction_id', nullable: true, transformer: wholeNumber },
    certificates: { type: 'bigint', transformer: wholeNumber },
    energyWh: { type: 'bigint', name: 'energy_wh', transformer: wholeNumber },
    carriedInWh: { type: 'bigint', name: 'carried_in_wh', transformer: wholeNumber },
    remainderWh: { type: 'bigint', name: 'remainder_wh', transformer: wholeNumber },
    whPerCertificate: { type: 'bigint', name: 'wh_per_certificate', transformer: wholeNumber },
    consumed: { type: 'jsonb', transformer: sourceRanges },
    carried: { type: 'jsonb', transformer: sourceRanges },
    addedWh: { type: 'bigint', name: 'added_wh', transformer: wholeNumber },
    withheldWh: { type: 'bigint', name: 'withheld_wh', transformer: wholeNumber },
    withheld: { type: 'jsonb', transformer: withheldRanges },
    lockedFor: { type: 'text', name: 'locked_for', nullable: true },
    packId: { type: 'text', name: 'pack_id' },
    packVersion: { type: 'text', name: 'pack_version' },
    issuedAt: { type: 'timestamptz', name: 'issued_at' },
  },
});
