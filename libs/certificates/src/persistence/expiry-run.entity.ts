import type { ChinaDate } from '@carbon/kernel';
import { wholeNumber } from './columns';
import { entity } from './entity';

/** One run that ended the certificates past their validity (GEC-014). */
export interface ExpiryRun {
  readonly id: string;
  readonly asOf: ChinaDate;
  readonly packId: string;
  readonly packVersion: string;
  readonly startedBy: string;
  readonly startedAt: Date;
  /** The run of its day; others are asked for. */
  readonly scheduled: boolean;
  /** Null while it runs, or when it was cut off: run it again. */
  readonly finishedAt: Date | null;
  /** Account, instrument and part that were emptied. */
  readonly holdings: number;
  readonly certificates: bigint;
  /** Holdings that the ledger refused to end, e.g. of a blocked account. */
  readonly refused: number;
}

export const expiryRunEntity = entity<ExpiryRun>({
  name: 'ExpiryRun',
  tableName: 'expiry_run',
  columns: {
    id: { type: 'uuid', primary: true },
    asOf: { type: 'date', name: 'as_of' },
    packId: { type: 'text', name: 'pack_id' },
    packVersion: { type: 'text', name: 'pack_version' },
    startedBy: { type: 'text', name: 'started_by' },
    startedAt: { type: 'timestamptz', name: 'started_at' },
    scheduled: { type: 'boolean' },
    finishedAt: { type: 'timestamptz', name: 'finished_at', nullable: true },
    holdings: { type: 'int' },
    certificates: { type: 'bigint', transformer: wholeNumber },
    refused: { type: 'int' },
  },
});
